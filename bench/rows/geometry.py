"""Other grids."""

import numpy as np
import SimpleITK as sitk

from row import Peer, Row, close


def size(scan):
    return [int(np.floor(n * s / 1.5 + 0.5)) for n, s in zip(scan.shape, scan.spacing)]


def itk(image, interpolator):
    def run(scan, threads):
        f = sitk.ResampleImageFilter()
        f.SetSize(size(scan))
        f.SetOutputSpacing((1.5,) * 3)
        f.SetInterpolator(interpolator)
        return f.Execute(image(scan))

    return run


def inner(scan, ours, theirs):
    """Both as z, y, x, without the voxels beyond the last centre, where ITK is empty and we go on with the last."""
    theirs = sitk.GetArrayFromImage(theirs)
    ours = ours.reshape(theirs.shape)
    keep = tuple(slice(int((n - 1) * s / 1.5) + 1) for n, s in zip(scan.shape[::-1], scan.spacing[::-1]))
    return ours[keep], theirs[keep]


def linear(scan, ours, theirs):
    # The timed peer cuts to whole HU, so the values are compared with those of its slower form in float32.
    whole = itk(lambda s: sitk.Cast(s.itk_ct, sitk.sitkFloat32), sitk.sitkLinear)(scan, 1)
    return close(*inner(scan, ours, whole), 0.01) + " HU"


def nearest(scan, ours, theirs):
    ours, theirs = inner(scan, ours, theirs)
    wrong = np.mean(ours != theirs)
    # Half-way positions are rounded either way.
    assert wrong < 1e-3, f"{wrong:.2%} of the labels differ"
    return f"{wrong:.4%} differ"


ROWS = [
    Row("resample to 1.5 mm, linear", "resample-linear", (Peer("SimpleITK", itk(lambda s: s.itk_ct, sitk.sitkLinear), 6),), linear),
    Row("resample to 1.5 mm, labels", "resample-nearest", (Peer("SimpleITK", itk(lambda s: s.itk_truth, sitk.sitkNearestNeighbor)),), nearest),
]
