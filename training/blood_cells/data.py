"""Blood smears with boxes: files, split, and what is fed to the network.

A picture is RGB, float32, 0 to 1. Boxes are (left, top, right, bottom) in pixels of the file, edges of pixels: a picture W wide
reaches from 0 to W.
"""
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

CLASSES = ["red_blood_cells", "white_blood_cells", "platelets"]
WRITTEN = {"RBC": 0, "WBC": 1, "Platelets": 2}
FOLDER = Path(os.environ.get("HELIOGRAPH_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "blood-cells"
SCALE = 0.5  # of the network's pixels to the picture's


def names(part):
    """File names without ending. held_out is the data's own val.txt; every sixth of the rest is for choices."""
    if part == "held_out":
        return (FOLDER / "val.txt").read_text().split()
    all_train = sorted((FOLDER / "train.txt").read_text().split())
    chosen = {"train": lambda i: i % 6 != 0, "validation": lambda i: i % 6 == 0}[part]
    return [n for i, n in enumerate(all_train) if chosen(i)]


def boxes(name):
    """Boxes (n, 4) and classes (n,). Boxes without an area (there are some) are left out."""
    found = []
    for item in ElementTree.parse(FOLDER / "annotations" / (name + ".xml")).iter("object"):
        box = [float(item.find("bndbox/" + k).text) for k in ("xmin", "ymin", "xmax", "ymax")]
        if box[2] - box[0] > 1 and box[3] - box[1] > 1:
            found.append(box + [WRITTEN[item.find("name").text]])
    found = np.array(found, np.float32).reshape(-1, 5)
    return found[:, :4], found[:, 4].astype(np.int64)


def picture(name):
    """(H, W, 3) uint8."""
    return np.array(Image.open(FOLDER / "images" / (name + ".jpg")).convert("RGB"))


def shrink(rgb, height, width):
    """(H, W, 3) uint8 to (3, height, width) float32 0 to 1; triangle filter, the wider the more is shrunk (as Pillow's BILINEAR)."""
    t = torch.from_numpy(np.ascontiguousarray(rgb)).permute(2, 0, 1)[None].float() / 255
    return F.interpolate(t, (height, width), mode="bilinear", antialias=True, align_corners=False)[0]
