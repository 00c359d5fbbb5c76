"""Computes src/test/resources/expected/clinical.json: what the clinical measures must find in the sample study samples/ct-abdomen.

Independent of the Java code: nibabel reads, numpy and scipy compute.
Run from the project's root: python src/test/python/expected_clinical.py (needs numpy 2, scipy, nibabel)
"""

import json

import nibabel as nib
import numpy as np
from scipy import ndimage

FOLDER = "samples/ct-abdomen/"
LABELS = {"spleen": 1, "left_kidney": 3, "gallbladder": 4, "liver": 5, "pancreas": 7, "sacrum": 25, "aorta": 52}
OUT = "src/test/resources/expected/clinical.json"


def agatston(hu, mask, spacing):
    """Per axial slice, 8 neighbours, 130 HU, 1 mm2, weight by peak, scaled to 3 mm."""
    pixel = spacing[0] * spacing[1]
    score = volume = lesions = 0
    for k in range(hu.shape[2]):
        labels, n = ndimage.label((hu[:, :, k] >= 130) & mask[:, :, k], structure=np.ones((3, 3)))
        for lesion in range(1, n + 1):
            inside = labels == lesion
            area = inside.sum() * pixel
            if area >= 1:
                lesions += 1
                score += area * min(4, int(hu[:, :, k][inside].max() // 100)) * spacing[2] / 3
                volume += area * spacing[2]
    return {"score": score, "volume": volume, "lesions": lesions}


def gap(a, b, spacing):
    """Smallest distance between voxels as boxes, over all pairs of border voxels."""
    best = np.inf
    border = [np.argwhere(m & ~ndimage.binary_erosion(m)) for m in (a, b)]
    for part in np.array_split(border[0], max(1, len(border[0]) // 500)):
        d = np.maximum(0, np.abs(part[:, None, :] - border[1][None, :, :]) - 1) * spacing
        best = min(best, np.sqrt((d**2).sum(axis=2)).min())
    return best


def main():
    ct = nib.load(FOLDER + "ct.nii.gz")
    hu = np.asarray(ct.dataobj).astype(np.float64)
    labels = np.asarray(nib.load(FOLDER + "labels.nii.gz").dataobj).astype(int)
    spacing = np.linalg.norm(ct.affine[:3, :3], axis=0)
    lungs = hu[np.isin(labels, [10, 11, 14])]
    liver, spleen = hu[labels == 5], hu[labels == 1]
    out = {
        "lung": {
            "laa_950": 100 * np.mean(lungs < -950),
            "perc15": np.percentile(lungs, 15),
            "mean_lung_density": lungs.mean(),
            "volume": lungs.size * np.prod(spacing) / 1000,
        },
        "liver_spleen": {"difference": liver.mean() - spleen.mean(), "ratio": liver.mean() / spleen.mean()},
        "gaps": {
            f"{x}-{y}": gap(labels == LABELS[x], labels == LABELS[y], spacing)
            for x, y in (("left_kidney", "spleen"), ("aorta", "gallbladder"), ("liver", "left_kidney"), ("pancreas", "sacrum"), ("liver", "aorta"))
        },
        "agatston_aorta": agatston(hu, labels == 52, spacing),
        "agatston_vertebra_L3": agatston(hu, labels == 29, spacing),
    }
    with open(OUT, "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1, default=float)
        f.write("\n")


if __name__ == "__main__":
    main()
