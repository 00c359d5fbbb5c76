"""Exact Euclidean distance maps on anisotropic voxels."""

import edt
import numpy as np
import scipy.ndimage as ndi

from row import Peer, Row, close


def row(title, java, mask, goal):
    masks = {}

    def prepared(scan):
        if scan not in masks:
            masks.clear()
            masks[scan] = np.asfortranarray(mask(scan))
        return masks[scan]

    def peer(scan, threads):
        return edt.edt(prepared(scan), anisotropy=scan.spacing, parallel=threads, black_border=False)

    def check(scan, ours, theirs):
        # scipy is the judge: edt itself computes in float32 and differs from it by more than 1e-4 mm.
        exact = ndi.distance_transform_edt(prepared(scan).T, sampling=scan.spacing[::-1])
        return close(ours, exact.ravel(), 1e-4) + " mm of scipy"

    return Row(f"distance map, {title}", java, (Peer("edt", peer, goal),), check)


ROWS = [
    row("inside the body (dense)", "distance-body", lambda scan: scan.body, 2),
    row("outside the liver (dense)", "distance-outside", lambda scan: scan.truth != 1, 2),
    row("inside the liver (sparse)", "distance-liver", lambda scan: scan.truth == 1, 4),
    row("inside an adrenal gland (sparse)", "distance-adrenal", lambda scan: scan.truth == 7, 4),
]
