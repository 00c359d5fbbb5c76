"""Pictures of known kind, the split, and random views of them. A picture is (H, W) float32, luminance 0 to 255."""
import math
import os
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

SIZE = 64
SEED = 20261124
ROOT = Path(os.environ.get("HELIOGRAPH_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
FOLDERS = {"abdomen_ct": "AbdomenCT", "chest_ct": "ChestCT", "head_ct": "HeadCT", "breast_mr": "BreastMRI", "chest_xray": "CXR",
           "hand_xray": "Hand"}
LABELS = list(FOLDERS) + ["other"]


def load(path):
    return np.array(Image.open(path).convert("L"), np.float32)


def known(part):
    """(pictures, labels) of the six kinds, split by the file's place in its sorted folder: every fifth is held out, the next is for choices."""
    keep = {"held_out": lambda i: i % 5 == 0, "validation": lambda i: i % 5 == 1, "train": lambda i: i % 5 > 1}[part]
    items = []
    for label, folder in enumerate(FOLDERS.values()):
        for i, file in enumerate(sorted((ROOT / "modality" / folder).glob("*.jpeg"))):
            if keep(i):
                items.append((load(file), label))
    return items


def small_chests(part):
    """Chest x-rays of children, 28x28: `train` from the file's train part, `held_out` from its val part."""
    with np.load(ROOT / "pneumonia" / "pneumonia28.npz") as npz:
        images = npz["val_images" if part == "held_out" else "train_images"]
    return [(image.astype(np.float32), LABELS.index("chest_xray")) for image in images]


def smears(part):
    names = (ROOT / "blood-cells" / ("val.txt" if part == "held_out" else "train.txt")).read_text().split()
    return [(np.array(Image.fromarray(load(ROOT / "blood-cells" / "images" / (n + ".jpg")).astype(np.uint8)).resize((160, 120), Image.BILINEAR),
                      np.float32), LABELS.index("other")) for n in sorted(names)]


def drawn(rng):
    """Noise of a random scale with random edges: what is no picture of a patient at all."""
    n = int(rng.choice([2, 3, 4, 8, 16, 32, 64]))
    image = np.array(Image.fromarray((rng.random((n, n)) * 255).astype(np.uint8)).resize((SIZE, SIZE), Image.BICUBIC), np.float32)
    for _ in range(int(rng.integers(0, 5))):
        y, x = np.sort(rng.integers(0, SIZE, 2)), np.sort(rng.integers(0, SIZE, 2))
        image[y[0]:y[1] + 1, x[0]:x[1] + 1] = rng.random() * 255
    return np.clip(image * rng.uniform(0.3, 1) + rng.uniform(0, 80), 0, 255), LABELS.index("other")


def stretch(image, height=SIZE, width=SIZE):
    """(H, W) to (height, width); triangle filter, the wider the more is shrunk (as Pillow's BILINEAR)."""
    t = torch.from_numpy(np.ascontiguousarray(image))[None, None]
    return F.interpolate(t, (height, width), mode="bilinear", antialias=True, align_corners=False)[0, 0]


def view(item, r):
    """A random view, (1, SIZE, SIZE) 0 to 1: turned a little, cut or framed, other contrast, other sharpness."""
    image, label = item
    if r.random() < 0.4:  # as if it had been a smaller picture
        n = r.randint(24, 56)
        image = stretch(image, n, n).numpy()
    x = stretch(image)[None, None] / 255
    angle, size, aspect = math.radians(r.uniform(-15, 15)), math.exp(r.uniform(-0.25, 0.25)), math.exp(r.uniform(-0.25, 0.25))
    mirror = -1 if r.random() < 0.5 else 1
    c, s = math.cos(angle), math.sin(angle)
    theta = torch.tensor([[mirror * c / (size * aspect), -s / size, r.gauss(0, 0.08)], [mirror * s / (size * aspect), c / size, r.gauss(0, 0.08)]])
    grid = F.affine_grid(theta[None], (1, 1, SIZE, SIZE), align_corners=False)
    x = F.grid_sample(x, grid, "bilinear", r.choice(["zeros", "border"]), align_corners=False)[0]
    if r.random() < 0.5:
        low, high = r.uniform(-0.15, 0.15), r.uniform(0.7, 1.3)
        x = ((x - low) * high).clamp(0, 1) ** math.exp(r.gauss(0, 0.3))
    if label >= 4 and r.random() < 0.1:
        x = 1 - x  # x-ray pictures are sometimes stored black on white
    if r.random() < 0.3:
        x = x + torch.randn_like(x) * r.uniform(0, 0.08)
    return x.clamp(0, 1), label


def batch(items):
    """Unchanged pictures as the network's input, with their labels."""
    return torch.stack([stretch(i)[None] / 255 for i, _ in items]), torch.tensor([label for _, label in items])
