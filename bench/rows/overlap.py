"""Agreement of 13 organs with a prediction."""

import numpy as np
import SimpleITK as sitk
import surface_distance as sd

from row import Peer, Row, close

ORGANS = range(1, 14)
TOLERANCES = (5, 3, 3, 5, 2, 2, 2, 2, 2, 3, 5, 7, 3)


def dice_itk(scan, threads):
    f = sitk.LabelOverlapMeasuresImageFilter()
    f.Execute(scan.itk_truth, scan.itk_prediction)
    return [f.GetDiceCoefficient(label) for label in ORGANS]


def dice_bincount(scan, threads):
    pairs = scan.truth.ravel("K").astype(np.uint16) * 16 + scan.prediction.ravel("K")
    h = np.bincount(pairs, minlength=256).reshape(16, 16)
    return (2 * np.diag(h) / (h.sum(0) + h.sum(1) + 1e-300))[1:14]


def surfaces(scan, measure):
    # Arrays in C order, z first: the order that surface-distance is quicker with.
    truth, prediction = scan.truth.T, scan.prediction.T
    for label, tolerance in zip(ORGANS, TOLERANCES):
        distances = sd.compute_surface_distances(truth == label, prediction == label, scan.spacing[::-1])
        yield measure(distances, tolerance)


def nsd(scan, threads):
    return list(surfaces(scan, sd.compute_surface_dice_at_tolerance))


def hd95(scan, threads):
    return list(surfaces(scan, lambda distances, tolerance: sd.compute_robust_hausdorff(distances, 95)))


ROWS = [
    Row(
        "Dice, 13 organs",
        "dice",
        (Peer("SimpleITK", dice_itk, 50), Peer("numpy bincount", dice_bincount, 15)),
        lambda scan, ours, theirs: close(ours, theirs, 1e-12),
    ),
    Row(
        "surface Dice (NSD), 13 organs",
        "nsd",
        (Peer("surface-distance", nsd, 10),),
        lambda scan, ours, theirs: close(ours, theirs, 5e-5),
    ),
    Row(
        "HD95, 13 organs",
        "hd95",
        (Peer("surface-distance", hd95),),
        lambda scan, ours, theirs: close(ours, theirs, 1e-4),
    ),
]
