"""Reads the sarcoma scans and splits the patients. Volumes are (X, Y, Z) in RAS, tensors (C, Z, Y, X)."""
import os
import random
from pathlib import Path

import nibabel as nib
import numpy as np

SEED = 20261124
SIZE = 48                        # voxels of the network's cube along each axis
SPACING = 4.0                    # mm; the cube shows 192 mm around the prompt
FILES = {"CT": "CT", "PT": "PET", "MR": "MR_T1"}
CT_WINDOW = (-160.0, 240.0)      # HU


def data_root():
    """$HELIOGRAPH_DATA, else shared/data beside the project."""
    return Path(os.environ.get("HELIOGRAPH_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


def split():
    """Names of the patients: (14 train, 4 validation, 8 held out), fixed seed."""
    patients = sorted(p.name for p in (data_root() / "sarcoma").glob("STS_*"))
    random.Random(SEED).shuffle(patients)
    return sorted(patients[:14]), sorted(patients[14:18]), sorted(patients[18:])


def scans(patients):
    """(patient, modality, image float32, mask bool, spacing in mm) of every scan there is."""
    for patient in patients:
        for modality, name in FILES.items():
            path = data_root() / "sarcoma" / patient / f"{name}_image.nii.gz"
            if path.exists():
                image = nib.as_closest_canonical(nib.load(path))
                mask = nib.as_closest_canonical(nib.load(str(path).replace("_image", "_mask")))
                yield patient, modality, image.get_fdata(dtype=np.float32), np.asarray(mask.dataobj) > 0, np.array(image.header.get_zooms()[:3])
