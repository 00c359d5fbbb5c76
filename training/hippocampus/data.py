"""Reads the hippocampus crops and splits them; the crops of other body parts that the network must leave empty.

Arrays are (X, Y, Z) in RAS; tensors of the network are (N, C, Z, Y, X).
"""
import os
import random
from pathlib import Path

import nibabel as nib
import numpy as np

SEED = 20261124
LABELS = ["background", "hippocampus_anterior", "hippocampus_posterior"]
PATCH = (40, 56, 40)             # z, y, x in voxels of 1 mm: most crops fit, the largest is 47 x 59 x 43
PERCENTILES = (1.0, 99.0)
# Soft-tissue sarcoma MR: parts of limbs and trunk that nobody may take for a hippocampus. Split by patient.
ELSEWHERE_TRAIN = ["STS_005", "STS_007", "STS_010", "STS_011", "STS_013", "STS_016", "STS_021", "STS_023", "STS_026", "STS_028"]
ELSEWHERE_TEST = ["STS_033", "STS_036", "STS_037", "STS_039", "STS_040", "STS_041", "STS_042", "STS_043", "STS_048", "STS_050"]


def data_root():
    """$HELIOGRAPH_DATA, else shared/data beside the project."""
    return Path(os.environ.get("HELIOGRAPH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


def split():
    """Paths of the images: (130 train, 25 validation, 45 held out), by file, fixed seed."""
    files = sorted((data_root() / "hippocampus" / "images").glob("*.nii.gz"))
    random.Random(SEED).shuffle(files)
    return sorted(files[:130]), sorted(files[130:155]), sorted(files[155:])


def load(path):
    """(image float32, label uint8, affine) of a crop; the files are RAS at 1 mm."""
    image = nib.load(path)
    label = np.asarray(nib.load(str(path).replace("/images/", "/labels/")).dataobj).astype(np.uint8)
    return image.get_fdata(dtype=np.float32), label, image.affine


def load_elsewhere(patient):
    """T1-weighted MR of a patient's limb or trunk in RAS, with its affine."""
    image = nib.as_closest_canonical(nib.load(data_root() / "sarcoma" / patient / "MR_T1_image.nii.gz"))
    return image.get_fdata(dtype=np.float32), image.affine


def normalise(volume):
    """Percentiles 1 and 99 of the whole volume to 0 and 1, clipped: the card's `percentile` scheme."""
    low, high = np.percentile(volume, PERCENTILES)
    return np.clip((volume - np.float32(low)) / np.float32(max(high - low, 1e-6)), 0, 1).astype(np.float32)


def at_one_mm(volume, affine):
    """Linear resampling to 1 mm along each axis; the first voxel centres coincide and nothing lies beyond the last (as in evaluate.py)."""
    for axis, spacing in enumerate(np.sqrt((affine[:3, :3] ** 2).sum(0))):
        size = max(int(np.floor(volume.shape[axis] * spacing + 0.5)), 1)
        volume = interpolate_axis(volume, axis, np.arange(size) / spacing)
    return volume


def interpolate_axis(volume, axis, at):
    """Linear interpolation at the coordinates `at` along one axis, clamped to the volume."""
    n = volume.shape[axis]
    at = np.clip(at, 0, n - 1)
    low = np.minimum(at.astype(int), max(n - 2, 0))
    weight = (at - low).astype(np.float32).reshape([-1 if i == axis else 1 for i in range(volume.ndim)])
    upper = np.minimum(low + 1, n - 1)
    return np.take(volume, low, axis) * (1 - weight) + np.take(volume, upper, axis) * weight
