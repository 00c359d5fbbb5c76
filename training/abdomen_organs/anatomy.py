"""An MR patient as the maps from which contrasts are simulated."""
import numpy as np
import torch
from scipy import ndimage as ndi

import data


def signed_distance(mask, spacing):
    """Distance in mm to the border of `mask`, positive inside."""
    if not mask.any():
        return np.full(mask.shape, -1e3, np.float32)
    inside = ndi.distance_transform_edt(mask, spacing)
    outside = ndi.distance_transform_edt(~mask, spacing)
    return (inside - outside).astype(np.float32)


def kmeans(values, k, rounds=20):
    """Sorted centres of a one-dimensional k-means, started at quantiles."""
    centres = np.quantile(values, (np.arange(k) + 0.5) / k)
    for _ in range(rounds):
        nearest = np.abs(values[:, None] - centres).argmin(1)
        centres = np.array([values[nearest == i].mean() if (nearest == i).any() else centres[i] for i in range(k)])
    return np.sort(centres)


class Anatomy:
    """One MR patient at 3 mm with the maps from which contrasts are simulated.

    smooth (C, Z, Y, X): MR intensity in 0..~1, depth below the skin, distance to the kidneys, to liver/spleen (mm).
    classes (C, Z, Y, X): label, intensity cluster (0 = outside the body, 1..6 dark to bright), bone, field of view.
    """

    def __init__(self, path):
        image, label, spacing = data.load_mr(path)
        # Shape-based interpolation: 7.7 mm slices would give stairs with nearest neighbour.
        distances = np.stack([data.resample(signed_distance(label == i, spacing), spacing) for i in range(1, 5)])
        label = np.where(distances.max(0) > 0, distances.argmax(0) + 1, 0)
        image = data.resample(image, spacing)
        low, high = np.percentile(image, [1, 99])
        image = (image - low) / (high - low)
        body = self.body(image)
        skin = ndi.distance_transform_edt(np.pad(body, ((1, 1), (1, 1), (0, 0))), (data.SPACING, data.SPACING, 1e3))[1:-1, 1:-1]   # in its slice
        centres = kmeans(np.random.default_rng(data.SEED).choice(image[body], 20000), 6)
        cluster = np.where(body, np.abs(image[..., None] - centres).argmin(-1) + 1, 0)
        kidneys = -signed_distance(label >= 3, (data.SPACING,) * 3)
        others = -signed_distance((label == 1) | (label == 2), (data.SPACING,) * 3)
        bone = self.spine(label) * body
        # Slices in which the body is whole (the signal fades at a stack's ends): beyond them the simulated CT goes on.
        area = body.sum((0, 1))
        whole = np.flatnonzero(area > 0.8 * np.median(area))
        self.whole = int(whole[0]), int(whole[-1])
        smooth = np.stack([image, skin, kidneys, others]).transpose(0, 3, 2, 1)
        classes = np.stack([label, cluster, bone, np.ones_like(label)]).transpose(0, 3, 2, 1)
        self.smooth = torch.from_numpy(np.ascontiguousarray(smooth, np.float32))
        self.classes = torch.from_numpy(np.ascontiguousarray(classes, np.float32))

    @staticmethod
    def body(image):
        """Mask (X, Y, Z) of the body: bright voxels, closed and filled slice by slice, the largest part."""
        mask = ndi.binary_closing(ndi.gaussian_filter(image, 1) > 0.05, iterations=2)
        mask = np.stack([ndi.binary_fill_holes(mask[..., z]) for z in range(mask.shape[2])], -1)
        part, count = ndi.label(mask)
        return part == 1 + np.argmax(np.bincount(part.ravel(), minlength=count + 1)[1:])

    @staticmethod
    def spine(label):
        """A crude spine between the kidneys (1 spongy, 2 cortical, 3 canal) with psoas (4) and back muscles (5)."""
        x, y, _ = (np.mean([np.argwhere(label == k).mean(0) for k in (3, 4)], 0))
        gx, gy = np.mgrid[:label.shape[0], :label.shape[1]]
        distance = lambda right, front: np.hypot(gx - x - right / data.SPACING, gy - y - front / data.SPACING) * data.SPACING
        bone = np.where(np.minimum(distance(34, -4), distance(-34, -4)) < 17, 4, 0)
        bone[np.minimum(distance(27, -45), distance(-27, -45)) < 23] = 5
        bone[distance(0, 0) < 19] = 2
        bone[distance(0, 0) < 15] = 1
        bone[distance(0, -25) < 7] = 3
        bone[(np.abs(gx - x) * data.SPACING < 4) & (gy < y - 32 / data.SPACING) & (gy > y - 55 / data.SPACING)] = 2
        return np.repeat(bone[..., None], label.shape[2], 2) * (label == 0)
