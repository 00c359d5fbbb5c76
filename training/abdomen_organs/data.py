"""Reads and splits the training data: CHAOS MR stacks, CT slices with liver masks, CT without these organs.

Arrays are (Z, Y, X), x growing to the patient's Right, y to Anterior, z to Superior (RAS), on a 3 mm grid.
Labels: 0 background, 1 liver, 2 spleen, 3 left_kidney, 4 right_kidney.
"""
import lzma
import os
import re
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
from PIL import Image
from scipy import ndimage as ndi

LABELS = ["background", "liver", "spleen", "left_kidney", "right_kidney"]
SPACING = 3.0                       # mm, isotropic
PATCH = (64, 112, 128)              # Z, Y, X
CT_WINDOW = (-160.0, 240.0)         # HU mapped to 0..1
SEED = 20261124
TRUNK = {"STS_005", "STS_036", "STS_040"}   # sarcoma scans that show parts of chest or pelvis (looked at)
# MedNIST AbdomenCT slices (place in the sorted folder) below the kidneys or above the liver (looked at): all background.
NO_ORGANS = ("14 15 18 19 20 22 24 25 30 31 35 40 42 43 45 46 49 50 51 52 53 55 61 62 67 71 72 73 83 84 87 88 89 90 93 94 95 97 98 103 106 109 "
             "115 116 119 120 123 126 131 138 139 140 143 144 145 150 151 152 154 155 156 157 158 159 160 161 163 166 167 168 172 177 190 191")
CHAOS_TO_OURS = np.array([0, 1, 4, 3, 2], np.uint8)   # CHAOS: 1 liver, 2 right kidney, 3 left kidney, 4 spleen


def data_root():
    """Folder of the third-party data ($HELIOGRAPH_DATA, default ../shared/data beside the project)."""
    default = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    return Path(os.environ.get("HELIOGRAPH_DATA", default))


def split_mr():
    """Split by patient with a fixed seed: (10 train, 2 validation, 3 test) file lists."""
    files = sorted((data_root() / "mr-abdomen").glob("case_*.npz"))
    order = np.random.default_rng(SEED).permutation(len(files))
    files = [files[i] for i in order]
    return files[5:], files[3:5], files[:3]


def load_mr(path):
    """One CHAOS stack as (image, label) in (X, Y, Z) RAS order and its spacing in mm (x, y, z).

    The stored arrays grow to Left, Anterior, Superior (checked on pictures of all cases: the liver and the label
    "right kidney" lie at low x, the spine at low y, the liver dome at high z), so only x is reversed.
    """
    with np.load(path) as npz:
        image, label = npz["image"][::-1], CHAOS_TO_OURS[npz["label"]][::-1]
        return image.astype(np.float32), np.ascontiguousarray(label), npz["spacing"].astype(float)


def resample(volume, spacing, target=(SPACING,) * 3, order=1):
    """Linear resampling of an (X, Y, Z) array; the first voxel centres of input and output coincide.

    Output size floor(n * spacing / target + 0.5), at least 1; input coordinate = output index * target / spacing, edge-clamped.
    """
    for axis, (old, new) in enumerate(zip(spacing, target)):
        n = volume.shape[axis]
        at = np.arange(max(1, int(np.floor(n * old / new + 0.5)))) * new / old
        volume = interpolate_axis(volume, axis, at)
    return volume


def interpolate_axis(volume, axis, at):
    """Linear interpolation along one axis at the (fractional) indices `at`, edge-clamped, in float32."""
    n = volume.shape[axis]
    at = np.clip(at, 0, n - 1)
    low = np.floor(at).astype(int)
    shape = [1] * volume.ndim
    shape[axis] = len(at)
    weight = (at - low).astype(np.float32).reshape(shape)
    a = np.take(volume, low, axis)
    b = np.take(volume, np.minimum(low + 1, n - 1), axis)
    return a * (1 - weight) + b * weight


def load_organs():
    """Spleen and kidneys in some CT slices, {slice: (3, Y, X) masks}, and the slices whose liver mask is wrong (README.md)."""
    with np.load(Path(__file__).parent / "organ-slices.npz") as npz:
        bits = np.frombuffer(lzma.decompress(npz["bits"].tobytes()), np.uint8)
        masks = np.unpackbits(bits)[:len(npz["keys"]) * 3 * 256 * 256].reshape(-1, 3, 256, 256).astype(bool)
        return dict(zip(npz["keys"].tolist(), masks)), set(npz["wrong"].tolist())


def named_slices():
    """All CT slices as (CASE_PLACE, (image (Y, X) in 0..1, labels (4, Y, X), whether spleen and kidneys are labelled)), RAS order.

    "flipped_": rows grow to the Left, columns to Anterior. "mirrored_": rows to the Right, columns to Posterior.
    """
    places = {}
    organs, _ = load_organs()
    for path in sorted((data_root() / "liver-slices" / "images").glob("*.jpg")):
        kind, case = re.match(r"(\w+)_(\d+)_\d+", path.stem).groups()
        image, mask = (np.asarray(Image.open(p).convert("L"), np.float32) / 255
                       for p in (path, path.parent.parent / "masks" / path.name))
        pair = np.stack([image, mask])
        pair = pair[:, ::-1] if kind == "flipped" else pair[:, :, ::-1]
        pair = np.ascontiguousarray(pair.transpose(0, 2, 1))        # rows were x: (Y, X) now
        name = f"{case}_{places.setdefault(case, 0)}"
        places[case] += 1
        others = organs.get(name, np.zeros((3, 256, 256), bool))
        yield name, (pair[0], np.concatenate([pair[1:] > 0.5, others]), name in organs)


def load_slices():
    """named_slices() by case, without those whose liver mask is wrong."""
    cases, (_, wrong) = {}, load_organs()
    for name, piece in named_slices():
        if name not in wrong:
            cases.setdefault(name.split("_")[0], []).append(piece)
    return cases


def split_slices():
    """CT slices as (train list, validation list), ten cases held for validation; MedNIST slices without organs to train."""
    cases = load_slices()
    names = np.random.default_rng(SEED).permutation(sorted(cases))
    return [s for n in names[10:] for s in cases[n]], [s for n in names[:10] for s in cases[n]]


def load_empty_slices():
    """CT slices of pelvis, thighs and shoulders (MedNIST), in the form of load_slices(); enlarged from 64 x 64 to its pixel size."""
    paths = sorted((data_root() / "modality" / "AbdomenCT").glob("*"))
    result = []
    for path in (paths[int(i)] for i in NO_ORGANS.split()):
        image = np.asarray(Image.open(path).convert("L"), np.float32)[::-1, ::-1]
        image = np.clip((ndi.zoom(image, 4, order=1) - 98) / 130, 0, 1)
        image[image < 0.06] = 0                                     # JPEG noise
        result.append((np.ascontiguousarray(image), np.zeros((4, 256, 256), bool), True))
    return result


def load_negatives():
    """CT of arms and legs (sarcoma), (Z, Y, X) in 0..1 at 3 mm: none of the organs. Scans that reach the trunk are left out."""
    low, high = CT_WINDOW
    volumes = []
    for path in sorted((data_root() / "sarcoma").glob("*/CT_image.nii.gz")):
        if path.parent.name not in TRUNK:
            scan = nib.as_closest_canonical(nib.load(path))
            volume = resample(scan.get_fdata(dtype=np.float32), scan.header.get_zooms()[:3])
            volumes.append(torch.from_numpy(np.ascontiguousarray(np.clip((volume - low) / (high - low), 0, 1).transpose(2, 1, 0))))
    return volumes
