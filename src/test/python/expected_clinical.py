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


def body_composition(hu, spacing):
    """Fat inside and outside of the abdominal wall in one axial slice; see BodyComposition.java for the definition."""
    pixel = np.prod(spacing)

    def sizes(m):
        lab, n = ndimage.label(m)
        return lab, np.concatenate([[0], ndimage.sum(m, lab, range(1, n + 1))])

    lab, size = sizes(hu >= -190)
    body = ndimage.binary_fill_holes(lab == size.argmax())
    deep = ndimage.distance_transform_edt(body, sampling=spacing) > 5
    lab, size = sizes(deep & (hu >= -29))
    lean = size[lab] * pixel >= 200
    i, j = np.indices(hu.shape)
    x = (i - i[body].mean()) * spacing[0]
    y = (j - j[body].mean()) * spacing[1]
    r = np.hypot(x, y)
    bins = np.floor(np.degrees(np.arctan2(y, x)) % 360).astype(int) % 360
    wall = np.zeros(360)
    np.maximum.at(wall, bins[lean], r[lean])
    wall = ndimage.minimum_filter1d(ndimage.maximum_filter1d(wall, 41, mode="wrap"), 41, mode="wrap")
    inside = r <= wall[bins]
    fat = body & (hu >= -190) & (hu <= -30)
    return {"subcutaneous_fat_area": (fat & ~inside).sum() * pixel / 100, "visceral_fat_area": (fat & inside).sum() * pixel / 100}, fat, inside


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
        "body_composition": {
            name: body_composition(hu[:, :, (lambda z: (z.min() + z.max()) // 2)(np.where((labels == label).any((0, 1)))[0])], spacing[:2])[0]
            for name, label in (("L1", 31), ("L3", 29), ("L4", 28))
        },
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
