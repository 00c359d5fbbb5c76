"""Computes src/test/resources/expected/ct-abdomen.json: what the measuring tools must find in the sample study samples/ct-abdomen.

Independent of the Java code: nibabel reads, numpy and scipy compute. Definitions are those in the tools' documentation:
volume = voxels x |det|; sd of the population; percentiles linear; parts by scipy.ndimage.label with 26 neighbours; the long axis is the
greatest distance between two points of the outline (half-way points between a voxel inside and an in-plane neighbour outside) of the
largest part in one axial slice; the short axis is the longest chord of the outline's convex hull at a right angle to it.

Run from the project's root: python src/test/python/expected_measurements.py (needs numpy 2, scipy, nibabel, pyyaml)
"""

import json

import nibabel as nib
import numpy as np
import yaml
from scipy import ndimage
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist, squareform

FOLDER = "samples/ct-abdomen/"
OUT = "src/test/resources/expected/ct-abdomen.json"


def outline(slice_2d):
    """Half-way points between inside voxels and outside 4-neighbours, in voxels, edges of the slice counting as outside."""
    padded = np.pad(slice_2d, 1)
    points = []
    for axis in (0, 1):
        for step in (-1, 1):
            border = padded & ~np.roll(padded, -step, axis=axis)
            p = np.argwhere(border).astype(float) - 1
            p[:, axis] += step / 2
            points.append(p)
    return np.concatenate(points)


def short_axis(hull, a, b):
    """The longest chord at a right angle to a-b, found by clipping lines through every hull corner and 2,000 places between."""
    e = (b - a) / np.linalg.norm(b - a)
    n = np.array([-e[1], e[0]])
    along, across = hull @ e, hull @ n
    best = 0.0
    for t in np.union1d(along, np.linspace(along.min(), along.max(), 2000)):
        hits = []
        for i in range(len(hull)):
            j = (i + 1) % len(hull)
            t0, t1 = along[i], along[j]
            if min(t0, t1) <= t <= max(t0, t1):
                w = 0.0 if t1 == t0 else (t - t0) / (t1 - t0)
                hits.append(across[i] + w * (across[j] - across[i]))
                if t1 == t0:
                    hits.append(across[j])
        best = max(best, max(hits) - min(hits))
    return best


def diameters(mask, affine, axis):
    first = [c for c in range(3) if c != axis]
    step = np.array([affine[:3, first[0]], affine[:3, first[1]]])
    # An orthonormal frame of the slice's plane: distances in it are millimetres even if the axes are not orthogonal.
    q, r = np.linalg.qr(step.T)
    best = (0.0, 0.0, -1)
    for s in np.flatnonzero(mask.any(axis=tuple(first))):
        points = outline(np.take(mask, s, axis=axis)) @ r.T
        hull = points[ConvexHull(points).vertices]
        d = squareform(pdist(hull))
        # Of equally long axes the one with the longer short axis counts, then the first slice.
        pairs = np.argwhere(np.triu(d >= d.max() - 1e-9))
        across = max(short_axis(hull, hull[i], hull[j]) for i, j in pairs)
        if d.max() > best[0] + 1e-9 or (d.max() > best[0] - 1e-9 and across > best[1] + 1e-9):
            best = (d.max(), across, int(s))
    return best


def main():
    ct = nib.load(FOLDER + "ct.nii.gz")
    values = ct.get_fdata()
    labels = np.asanyarray(nib.load(FOLDER + "labels.nii.gz").dataobj)
    with open(FOLDER + "study.yaml", encoding="utf-8") as f:
        names = yaml.safe_load(f)["reference"]["structures"]
    axis = [c in "SI" for c in nib.aff2axcodes(ct.affine)].index(True)
    voxel_ml = abs(np.linalg.det(ct.affine[:3, :3])) / 1000
    expected = {}
    for label, name in names.items():
        mask = labels == label
        if not mask.any():
            continue
        inside = values[mask]
        parts, count = ndimage.label(mask, structure=np.ones((3, 3, 3)))
        sizes = np.bincount(parts.ravel())[1:]
        long_axis, across, index = diameters(parts == 1 + sizes.argmax(), ct.affine, axis)
        edges = [mask.take(i, axis=c).any() for c in range(3) for i in (0, -1)]
        expected[name] = {
            "label": label,
            "volume": mask.sum() * voxel_ml,
            "cut": bool(any(edges)),
            "mean": inside.mean(),
            "sd": inside.std(),
            "min": inside.min(),
            "max": inside.max(),
            **{f"p{p}": np.percentile(inside, p) for p in (5, 25, 50, 75, 95)},
            "parts": {n: int(ndimage.label(mask, structure=ndimage.generate_binary_structure(3, r))[1]) for n, r in (("6", 1), ("18", 2), ("26", 3))},
            "largest": sizes.max() * voxel_ml,
            "long_axis": long_axis,
            "short_axis": across,
            "slice": index,
        }
    with open(OUT, "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()) + "\n}\n")


if __name__ == "__main__":
    main()
