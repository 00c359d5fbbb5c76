"""A user's prompt as the network sees it, and simulated prompts.

Points are voxel coordinates (x, y, z) of the network's cube. Two channels: `inside` is the highest of Gaussians about the clicks or along
the line, `outside` the same of clicks that say "not here", and 1 where a box says so.
"""
import numpy as np
import torch
from scipy import ndimage as ndi

SIGMA = 1.5                      # voxels: 6 mm
LIKE = 0.12                      # width of the likeness channel, of the normalised range


def channels(shape, inside, outside=(), box=None):
    """(2, Z, Y, X) float32 of lists of points and, if any, a box (two corners)."""
    z, y, x = np.meshgrid(*(np.arange(n, dtype=np.float32) for n in shape), indexing="ij", sparse=True)
    result = np.zeros((2, *shape), np.float32)
    for channel, points in enumerate((inside, outside)):
        for p in points:
            distance = (x - p[0]) ** 2 + (y - p[1]) ** 2 + (z - p[2]) ** 2
            np.maximum(result[channel], np.exp(-distance / (2 * SIGMA ** 2)), out=result[channel])
    if box is not None:
        low, high = np.minimum(*box), np.maximum(*box)
        within = ((x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1]) & (z >= low[2]) & (z <= high[2]))
        result[1] = np.maximum(result[1], ~within)
    return result


def along(a, b, step=1.0):
    """Points on the middle four fifths of the line from a to b, at most `step` voxels apart."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    count = max(2, int(np.ceil(np.linalg.norm(b - a) * 0.8 / step)) + 1)
    return [a + (b - a) * t for t in np.linspace(0.1, 0.9, count)]


def within_box(low, high):
    """The points that a box stands for: its middle, and half-way from there to each face."""
    low, high = np.asarray(low, float), np.asarray(high, float)
    middle = (low + high) / 2
    points = [middle]
    for axis in range(3):
        for side in (-0.25, 0.25):
            p = middle.copy()
            p[axis] += side * (high - low)[axis]
            points.append(p)
    return points


def normalise(cube, known, modality, inside, window):
    """Values (Z, Y, X) to 0..1; where there is no scan (`known` false) 0. PET by the prompt's own uptake, MR by the cube's percentiles."""
    if modality == "CT":
        low, high = window
    elif modality == "PT":
        weight = inside * known
        low, high = 0.0, 2 * max(float((cube * weight).sum() / max(float(weight.sum()), 1e-6)), 0.25)
    else:
        low, high = np.percentile(cube[known], [1, 99]) if known.any() else (0.0, 1.0)
    scaled = np.clip((cube - np.float32(low)) / np.float32(max(high - low, 1e-6)), 0, 1)
    return np.where(known, scaled, 0).astype(np.float32)


def network_input(image, prompt):
    """(4, Z, Y, X): the normalised image, its likeness to the values at the prompt, and the two prompt channels."""
    weight = prompt[0]
    mean = float((image * weight).sum() / max(float(weight.sum()), 1e-6))
    like = np.exp(-((image - np.float32(mean)) / np.float32(LIKE)) ** 2 / 2)
    return np.stack([image, like, prompt[0], prompt[1]]).astype(np.float32)


def longest_line(mask, spacing):
    """Ends (x, y, z) of the longest line in any axial slice of a mask (X, Y, Z), in voxels."""
    best, ends = -1.0, None
    for z in np.unique(np.nonzero(mask)[2]):
        points = np.argwhere(mask[..., z] & ~ndi.binary_erosion(mask[..., z]))
        mm = points * spacing[:2]
        if len(mm) < 2:
            continue
        low, high = mm.min(0), mm.max(0)
        if np.linalg.norm(high - low) <= best:
            continue
        for start in range(0, len(mm), 512):
            distance = np.linalg.norm(mm[start:start + 512, None] - mm[None], axis=-1)
            at = np.unravel_index(distance.argmax(), distance.shape)
            if distance[at] > best:
                best, ends = distance[at], ([*points[start + at[0]], z], [*points[at[1]], z])
    return ends


def click(rng, mask, spacing, central=True):
    """A voxel (x, y, z) of the mask: deep inside it (`central`), or any that is not at its very edge."""
    depth = ndi.distance_transform_edt(mask, spacing)
    least = 0.6 * depth.max() if central else min(4.0, 0.5 * depth.max())
    points = np.argwhere(depth >= least)
    return points[rng.integers(len(points))]
