"""Lengths of lesions, holes, and objects that touch."""

import cc3d
import edt
import fill_voids
import numpy as np
import skimage.segmentation
from scipy.spatial import ConvexHull, QhullError
from scipy.spatial.distance import pdist
from skimage.feature import peak_local_max

from row import Peer, Row, close

LESIONS = 14


def recist(scan, threads):
    """Voxels and longest diameter in a slice, between voxel centres, of each lesion."""
    labels = cc3d.connected_components(np.asfortranarray(scan.truth == LESIONS), connectivity=26)
    boxes = cc3d.statistics(labels)["bounding_boxes"]
    found = []
    for n, box in enumerate(boxes[1:], 1):
        inside = labels[box] == n
        longest = 0
        for k in range(inside.shape[2]):
            points = np.argwhere(inside[:, :, k]) * scan.spacing[:2]
            try:
                longest = max(longest, pdist(points[ConvexHull(points).vertices]).max())
            except (QhullError, ValueError):
                longest = max(longest, pdist(points).max(initial=0))
        found.append((inside.sum(), longest))
    return found


def lengths(scan, ours, theirs):
    ours = sorted(map(tuple, ours.reshape(-1, 3)[:, :2]))
    assert len(ours) == len(theirs), f"{len(ours)} lesions, not {len(theirs)}"
    return f"{len(ours)} lesions, " + close(ours, sorted(theirs), 1e-6) + " mm"


def hollow(scan):
    mask = np.asfortranarray(scan.truth == 1)
    mask[150:200:7, 200:260:7, 110:150:5] = False
    return mask


def fill(scan, threads):
    return fill_voids.fill(hollow_of(scan))


def hollow_of(scan, cache={}):
    if scan not in cache:
        cache.clear()
        cache[scan] = hollow(scan)
    return cache[scan]


def watershed(scan, threads):
    mask = np.asfortranarray(scan.truth == LESIONS)
    mm = edt.edt(mask, anisotropy=scan.spacing, parallel=threads)
    peaks = peak_local_max(mm, min_distance=6, labels=mask.astype(int))
    markers = np.zeros(mask.shape, np.int32)
    markers[tuple(peaks.T)] = np.arange(1, len(peaks) + 1)
    return skimage.segmentation.watershed(-mm, markers, mask=mask)


def same_count(scan, ours, theirs):
    assert ours.max() == theirs.max(), f"{ours.max()} objects, not {theirs.max()}"
    # Voxels as far from two objects go to the one met first.
    differ = np.sum(ours != theirs.ravel("F")) / np.sum(theirs > 0)
    assert differ < 0.05, f"{differ:.1%} of the voxels differ"
    return f"{ours.max()} objects, {differ:.1%} of voxels differ"


def same_mask(scan, ours, theirs):
    assert np.array_equal(ours > 0, theirs.ravel("F") > 0), "other voxels are filled"
    return "equal"


ROWS = [
    Row("RECIST and 3D diameter of lesions", "recist", (Peer("scipy hulls, cc3d (no 3D)", recist, 10),), lengths, ("generated",)),
    Row("fill holes of the liver", "holes", (Peer("fill_voids", fill, 3),), same_mask, ("generated",)),
    Row("split touching lesions", "watershed", (Peer("edt, scikit-image", watershed, 3),), same_count, ("generated",)),
]
