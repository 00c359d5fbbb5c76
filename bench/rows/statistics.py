"""Statistics of each label, with percentiles; SimpleITK gives no percentiles and is faster without."""

import numpy as np
import SimpleITK as sitk

from row import Peer, Row, close


def itk(scan, threads):
    f = sitk.LabelStatisticsImageFilter()
    f.UseHistogramsOff()
    f.Execute(scan.itk_ct, scan.itk_truth)
    return [(f.GetMean(l), f.GetSigma(l), f.GetMinimum(l), f.GetMaximum(l)) for l in sorted(f.GetLabels()) if l > 0]


def masks(scan, threads):
    found = []
    for label in range(1, scan.truth.max() + 1):
        v = scan.ct[scan.truth == label]
        found.append((v.mean(), v.std(), v.min(), v.max(), *np.percentile(v, (5, 50, 95))))
    return found


def check(scan, ours, theirs):
    ours = ours.reshape(-1, 7)
    counts = np.bincount(scan.truth.ravel("K"))[1:]
    theirs = np.array(theirs)
    # SimpleITK's sigma divides by n - 1.
    theirs[:, 1] *= np.sqrt(1 - 1 / counts)
    close(ours[:, :4], theirs, 1e-6)
    exact = np.array(masks(scan, 1))
    close(ours[:, 2:], exact[:, 2:], 0)
    return close(ours, exact, 1e-9)


ROWS = [Row("label statistics with p5, p50, p95", "statistics", (Peer("SimpleITK (no percentiles)", itk, 30), Peer("numpy, by mask", masks)), check)]
