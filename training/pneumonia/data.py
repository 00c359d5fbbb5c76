"""PneumoniaMNIST: chest x-rays of children, 28x28, 0 normal, 1 pneumonia. A picture is (28, 28) uint8."""
import os
from pathlib import Path

import numpy as np

SEED = 20261124
LABELS = ["normal", "pneumonia"]
FILE = Path(os.environ.get("HELIOGRAPH_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "pneumonia" / "pneumonia28.npz"
# Share of pneumonia in the published training part of PneumoniaMNIST (3,494 of 4,708). The copy at hand lacks most of the normal
# ones (388 are left), so its own share of 0.90 is not what the collection has.
PREVALENCE = 3494 / 4708


def load(part):
    """(images, labels). held_out is the file's val part; every fifth picture of each class of the train part is for choices."""
    with np.load(FILE) as npz:
        if part == "held_out":
            return npz["val_images"], npz["val_labels"].ravel().astype(np.int64)
        images, labels = npz["train_images"], npz["train_labels"].ravel().astype(np.int64)
    place = np.empty(len(labels), int)
    for c in (0, 1):
        place[labels == c] = np.arange(np.sum(labels == c))
    keep = (place % 5 == 0) == (part == "validation")
    return images[keep], labels[keep]
