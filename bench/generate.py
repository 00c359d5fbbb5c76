"""Makes the scans that the benchmark runs on, as raw arrays with x fastest.

    python bench/generate.py OUT

OUT/generated: an abdominal CT of 512 x 512 x 200 voxels of 0.78 x 0.78 x 2.5 mm with 13 organs in FLARE's
numbering, lesions as label 14, and a prediction: the labels, bent and with false alarms.
OUT/real: samples/ct-abdomen, a patient at 3 mm, interpolated to 0.75 x 0.75 x 2 mm, its labels in FLARE's
numbering (10, the oesophagus, is the portal vein there, which the reference has instead).
"""

import sys
from pathlib import Path

import nibabel
import numpy as np
import scipy.ndimage as ndi

SAMPLE = Path(__file__).parent.parent / "samples" / "ct-abdomen"
FLARE_OF_SAMPLE = {5: 1, 2: 2, 1: 3, 7: 4, 52: 5, 63: 6, 8: 7, 9: 8, 4: 9, 64: 10, 6: 11, 19: 12, 3: 13}
# Organs of the generated CT: label, HU, centre and radii in voxels.
ELLIPSOIDS = [
    (1, 105, (170, 235, 130), (95, 88, 42)),
    (2, 150, (120, 300, 70), (30, 28, 24)),
    (3, 115, (390, 265, 135), (36, 48, 24)),
    (4, 95, (275, 225, 95), (75, 18, 10)),
    (7, 70, (205, 315, 108), (16, 7, 6)),
    (8, 70, (320, 310, 108), (16, 7, 6)),
    (9, 12, (205, 180, 95), (22, 20, 11)),
    (11, 40, (330, 195, 130), (62, 48, 26)),
    (12, 55, (225, 235, 75), (35, 18, 16)),
    (13, 150, (385, 300, 72), (30, 28, 24)),
]
# Vessels and oesophagus: label, HU, radius, ends.
TUBES = [
    (5, 180, 14, (268, 290, 5), (262, 285, 195)),
    (6, 140, 15, (230, 285, 5), (228, 280, 195)),
    (10, 50, 10, (275, 262, 150), (272, 265, 195)),
]


def smooth(shape, scale, seed):
    """Random field with structures of about `scale` voxels, of standard deviation 1."""
    coarse = np.random.default_rng(seed).standard_normal([max(4, n // s) for n, s in zip(shape, scale)])
    field = ndi.zoom(coarse.astype(np.float32), [n / m for n, m in zip(shape, coarse.shape)], order=3)
    return field / field.std()


def bent(labels, seed, voxels):
    """The labels, moved by a smooth field of up to about `voxels` along each axis."""
    index = np.ogrid[tuple(slice(n) for n in labels.shape)]
    moved = []
    for axis, n in enumerate(labels.shape):
        shift = voxels[axis] * smooth(labels.shape, (30, 30, 12), seed + axis)
        moved.append(np.clip(np.rint(index[axis] + shift), 0, n - 1).astype(np.int32))
    return labels[tuple(moved)]


def generated():
    shape = (512, 512, 200)
    coarse, fine = smooth(shape, (40, 40, 16), 1), smooth(shape, (12, 12, 6), 2)
    x, y, z = (a.astype(np.float32) for a in np.ogrid[:512, :512, :200])

    def ellipsoid(centre, radii, bumps=0.15):
        r = sum(((a - c) / s) ** 2 for a, c, s in zip((x, y, z), centre, radii))
        return r + bumps * coarse + 0.03 * fine < 1

    ct = np.full(shape, -1000, np.float32)
    body = ellipsoid((256, 262, 100), (215, 160, 400), 0.02)
    ct[body] = -90
    ct[ellipsoid((256, 268, 100), (190, 138, 400), 0.03)] = -30
    labels = np.zeros(shape, np.uint8)
    for label, hu, centre, radii in ELLIPSOIDS:
        organ = ellipsoid(centre, radii) & body
        labels[organ], ct[organ] = label, hu
    for label, hu, radius, low, high in TUBES:
        t = np.clip((z - low[2]) / (high[2] - low[2]), 0, 1)
        centre = [low[a] + t * (high[a] - low[a]) for a in (0, 1)]
        inside = (x - centre[0]) ** 2 + (y - centre[1]) ** 2 < (radius * (1 + 0.15 * coarse)) ** 2
        organ = inside & (z >= low[2]) & (z <= high[2])
        labels[organ], ct[organ] = label, hu
    spine = ellipsoid((256, 345, 100), (34, 28, 400))
    ct[spine] = 320 + 120 * fine[spine]
    ribs = np.abs(np.sqrt(((x - 256) / 185) ** 2 + ((y - 268) / 133) ** 2) - 1) < 0.035
    ribs = ribs & (np.abs((z - 15) % 16 - 8 - 7 * np.sin(x / 60)) < 3)
    ct[ribs] = 400 + 150 * fine[ribs]
    rng = np.random.default_rng(7)
    for n in range(24):
        pool = np.argwhere(labels[::8, ::8, ::4] == (1 if n % 3 else 2 + 2 * (n % 2))) * (8, 8, 4)
        mm = rng.uniform(4, 22)
        lesion = ellipsoid(pool[rng.integers(len(pool))], (mm / 0.78, mm / 0.78, max(1.5, mm / 2.5)))
        lesion &= labels > 0
        labels[lesion] = 14
        ct[lesion] -= 55
    ct += (6 * coarse + 10 * fine) * body + 45 * ndi.gaussian_filter(rng.standard_normal(shape, np.float32), (0.8, 0.8, 0.3))
    prediction = bent(labels, 11, (2, 2, 0.7))
    alarms = (smooth(shape, (8, 8, 4), 21) > 3.6) & body & (prediction == 0)
    prediction[alarms] = np.where(coarse[alarms] > 0, 4, 1)
    return np.clip(ct, -1024, 3000), labels, prediction, (0.78, 0.78, 2.5)


def real():
    ct = np.asanyarray(nibabel.load(SAMPLE / "ct.nii.gz").dataobj).astype(np.float32)
    theirs = np.asanyarray(nibabel.load(SAMPLE / "labels.nii.gz").dataobj)
    flare = np.zeros(256, np.uint8)
    for sample, label in FLARE_OF_SAMPLE.items():
        flare[sample] = label
    zoom = (4, 4, 1.5)
    # Smoothed between the label's voxels, or stairs of 3 mm would be all the surface there is.
    labels, best = None, None
    for label in range(1, 14):
        soft = ndi.zoom((flare[theirs] == label).astype(np.float32), zoom, order=1)
        if labels is None:
            labels, best = np.zeros(soft.shape, np.uint8), np.full(soft.shape, 0.5, np.float32)
        labels[soft > best] = label
        best = np.maximum(best, soft)
    return np.clip(ndi.zoom(ct, zoom, order=1), -1024, 3000), labels, bent(labels, 31, (2, 2, 0.7)), (0.75, 0.75, 2.0)


def write(folder, ct, labels, prediction, spacing):
    folder.mkdir(parents=True, exist_ok=True)
    np.rint(ct).astype("<i2").T.tofile(folder / "ct.raw")
    labels.T.tofile(folder / "gt.raw")
    prediction.T.tofile(folder / "pred.raw")
    image = nibabel.Nifti1Image(np.asfortranarray(np.rint(ct).astype("<i2")), np.diag([-spacing[0], -spacing[1], spacing[2], 1.0]))
    image.header.set_xyzt_units("mm")
    nibabel.save(image, folder / "ct.nii.gz")
    nibabel.save(nibabel.Nifti1Image(np.asfortranarray(labels), image.affine, image.header), folder / "gt.nii.gz")
    # Last: whoever finds it knows that the rest is complete.
    (folder / "grid.txt").write_text(" ".join(map(str, (*labels.shape, *spacing))) + "\n")


if __name__ == "__main__":
    for name, make in (("generated", generated), ("real", real)):
        folder = Path(sys.argv[1]) / name
        if not (folder / "grid.txt").exists():
            print(f"making {folder}", file=sys.stderr)
            write(folder, *make())
