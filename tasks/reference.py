"""Computes tasks/reference.json: the true values that the cases expect, from the sample studies' reference labels.

Independent of Heliograph's tools: nibabel reads, numpy and scipy compute.
volume: voxels x |det of the affine|, mL. cut: a voxel lies in the first or last slice of any axis. mean, sd, p50: of the CT's values inside
the label, HU (the CT must lie on the labels' grid; the DICOM series is left out). parts: components with 26 neighbours. long_axis: greatest
distance in mm between two points of the outline (half-way between a voxel inside and an in-plane neighbour outside) of the largest part in
one axial slice. The lobes of a lung are taken together.

Run from the project's root: python tasks/reference.py (needs numpy, scipy, nibabel, pyyaml)
"""

import json
import re
from pathlib import Path

import nibabel as nib
import numpy as np
import yaml
from scipy import ndimage
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist

ROOT = Path(__file__).resolve().parent.parent
STRUCTURES = ["liver", "spleen", "left_kidney", "right_kidney", "gallbladder", "duodenum", "pancreas", "stomach", "aorta", "left_lung", "right_lung"]
LOBE = re.compile("_(upper|middle|lower)_lobe$")


def outline(mask):
    padded = np.pad(mask, 1)
    points = []
    for axis in (0, 1):
        for step in (-1, 1):
            p = np.argwhere(padded & ~np.roll(padded, -step, axis=axis)).astype(float) - 1
            p[:, axis] += step / 2
            points.append(p)
    return np.concatenate(points)


def long_axis(mask, affine, axial):
    plane = [c for c in range(3) if c != axial]
    _, r = np.linalg.qr(affine[:3, plane])
    best = 0.0
    for s in np.flatnonzero(mask.any(axis=tuple(plane))):
        points = outline(np.take(mask, s, axis=axial)) @ r.T
        best = max(best, pdist(points[ConvexHull(points).vertices]).max())
    return best


def study(folder):
    description = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    image = nib.load(folder / description["reference"]["file"])
    labels = np.asanyarray(image.dataobj)
    ct = folder / description["files"][0]
    values = nib.load(ct).get_fdata() if ct.is_file() else None
    axial = [c in "SI" for c in nib.aff2axcodes(image.affine)].index(True)
    voxel_ml = abs(np.linalg.det(image.affine[:3, :3])) / 1000
    found = {"slices": int(labels.shape[axial]), "spacing_mm": [round(float(z), 4) for z in image.header.get_zooms()[:3]]}
    names = {label: LOBE.sub("", name) for label, name in description["reference"]["structures"].items()}
    for name in dict.fromkeys(names.values()):
        mask = np.isin(labels, [label for label, n in names.items() if n == name])
        if name not in STRUCTURES or not mask.any():
            continue
        parts, count = ndimage.label(mask, structure=np.ones((3, 3, 3)))
        largest = parts == 1 + np.bincount(parts.ravel())[1:].argmax()
        entry = {
            "volume": round(float(mask.sum() * voxel_ml), 4),
            "cut": bool(any(mask.take(i, axis=c).any() for c in range(3) for i in (0, -1))),
            "parts": int(count),
            "long_axis": round(float(long_axis(largest, image.affine, axial)), 4),
        }
        if values is not None:
            inside = values[mask]
            entry |= {"mean": round(float(inside.mean()), 4), "sd": round(float(inside.std()), 4), "p50": round(float(np.median(inside)), 4)}
        found[name] = entry
    return found


def main():
    result = {f.name: study(f) for f in sorted((ROOT / "samples").iterdir()) if (f / "study.yaml").is_file()}
    (ROOT / "tasks" / "reference.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
