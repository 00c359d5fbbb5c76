"""Random training samples: geometry, contrast, noise, and now and then a part of the body without a hippocampus."""
import numpy as np
import torch
import torch.nn.functional as F

import data

ELSEWHERE = 0.08        # share of samples without a hippocampus


class Samples(torch.utils.data.Dataset):
    """Sample i depends on the seed and i alone: image (1, Z, Y, X) float32 and label (Z, Y, X) int64."""

    def __init__(self, crops, elsewhere, length, seed=data.SEED):
        self.crops, self.elsewhere, self.length, self.seed = crops, elsewhere, length, seed

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        rng = np.random.default_rng((self.seed, index))
        if rng.random() < ELSEWHERE:
            image = self.part(rng)
            label = np.zeros(image.shape, np.uint8)
        else:
            image, label = self.crops[rng.integers(len(self.crops))]
        image, label = warp(rng, torch.from_numpy(image), torch.from_numpy(label).float())
        return contrast(rng, image)[None], label.long()

    def part(self, rng):
        """A box of 28 to 60 mm anywhere in an MR of a limb or trunk, normalised by itself as a crop is."""
        volume = self.elsewhere[rng.integers(len(self.elsewhere))]
        size = [min(int(rng.integers(28, 60)), n) for n in volume.shape]
        at = [int(rng.integers(0, n - s + 1)) for n, s in zip(volume.shape, size)]
        return data.normalise(np.ascontiguousarray(volume[tuple(slice(a, a + s) for a, s in zip(at, size))]))


def warp(rng, image, label):
    """Rotation, scale, shift, smooth deformation and left-right mirror into a box of PATCH; outside is 0. (X, Y, Z) to (Z, Y, X)."""
    image, label = image.permute(2, 1, 0), label.permute(2, 1, 0)
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in data.PATCH]
    at = torch.stack(torch.meshgrid(*axes, indexing="ij")[::-1], -1)                         # x, y, z in mm from the centre
    a, b, c = np.radians(rng.normal(0, 7, 3))
    turn = (np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
            @ np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
            @ np.array([[1, 0, 0], [0, np.cos(c), -np.sin(c)], [0, np.sin(c), np.cos(c)]]))
    matrix = turn * np.exp(rng.normal(0, 0.08, 3) + rng.normal(0, 0.05))
    if rng.random() < 0.5:
        matrix[:, 0] *= -1
    at = at @ torch.tensor(matrix.T, dtype=torch.float32)
    bend = torch.tensor(rng.normal(0, 1, (1, 3, 4, 5, 4)) * rng.uniform(0, 2), dtype=torch.float32)
    at = at + F.interpolate(bend, data.PATCH, mode="trilinear", align_corners=True)[0].movedim(0, -1)
    size = torch.tensor(image.shape[::-1], dtype=torch.float32)
    # The crop is moved within the box by as much as there is room, or within the crop if that is larger; and a little beyond.
    room = (torch.tensor(data.PATCH[::-1]) - size).abs() / 2 + 3
    grid = (2 * (at + torch.tensor(rng.uniform(-1, 1, 3), dtype=torch.float32) * room) / size)[None]
    moved = F.grid_sample(image[None, None], grid, mode="bilinear", padding_mode="zeros", align_corners=False)[0, 0]
    # Labels by linear interpolation of each, so that their borders stay smooth.
    parts = torch.stack([(label == i).float() for i in range(1, len(data.LABELS))])
    parts = F.grid_sample(parts[None], grid, mode="bilinear", padding_mode="zeros", align_corners=False)[0]
    return moved, torch.cat([1 - parts.sum(0, keepdim=True), parts]).argmax(0)


def contrast(rng, image):
    """Gamma, brightness, uneven coil sensitivity, blur, noise; outside of the crop stays 0."""
    inside = image > 0
    image = image.clamp(0, 1) ** float(np.exp(rng.normal(0, 0.25)))
    image = image * rng.uniform(0.8, 1.15) + rng.uniform(-0.08, 0.08)
    field = torch.tensor(rng.normal(0, 1, (1, 1, 3, 3, 3)) * rng.uniform(0, 0.12), dtype=torch.float32)
    image = image * F.interpolate(field, image.shape, mode="trilinear", align_corners=True)[0, 0].exp()
    if rng.random() < 0.25:
        strength = rng.uniform(0, 1)
        image = (1 - strength) * image + strength * F.avg_pool3d(image[None, None], 3, 1, 1)[0, 0]
    if rng.random() < 0.7:
        image = image + torch.from_numpy(rng.standard_normal(image.shape, np.float32)) * rng.uniform(0, 0.06)
    return torch.where(inside, image.clamp(0, 1), torch.zeros(()))
