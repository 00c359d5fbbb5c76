"""Random training samples: deformation, contrast, artefacts, field of view."""
import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage as ndi

import data
from contrast import any_contrast, blobs, blur, ct_like


def warp(rng, smooth, classes, shape, beyond=None):
    """Random affine and elastic deformation and random crop of a patient; both stacks sampled on `shape`.

    With `beyond` (first and last slice of use) the crop may reach above and below: these slices go on there, without labels.
    Returns smooth, classes and how far (voxels) each voxel lies above (> 0) or below (< 0) the slices of use.
    """
    angles = np.deg2rad(rng.uniform(-1, 1, 3) * (8, 8, 14))        # about x, y, z
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    rotation = (np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]]) @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
                @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]]))
    zoom = rng.uniform(0.82, 1.3) * rng.uniform(0.9, 1.1, 3)       # > 1: larger patient
    matrix = rotation / zoom
    size = np.array(smooth.shape[:0:-1])                           # X, Y, Z
    out = np.array(shape[::-1])
    # The crop's centre: in z anywhere that keeps organs likely, in x and y near the middle.
    spread = np.array([10, 10, max(6.0, (size[2] - out[2] * 0.4) / 2)])
    if beyond and rng.random() < 0.5:
        spread[2] = size[2] / 2 + out[2] * 0.4
    centre = (size - 1) / 2 + rng.uniform(-1, 1, 3) * spread
    grids = torch.meshgrid(*[torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in shape], indexing="ij")
    offsets = torch.stack(grids[::-1], -1)                         # x, y, z in voxels from the centre
    if rng.random() < 0.8:
        amplitude = rng.uniform(0.3, 1.6)                          # voxels
        offsets = offsets + amplitude * torch.stack([blobs(rng, shape, rng.uniform(14, 28)) for _ in range(3)], -1)
    at = offsets @ torch.from_numpy(matrix.T.astype(np.float32)) + torch.from_numpy(centre.astype(np.float32))
    outside = torch.zeros(shape)
    if beyond:                                                     # chest and pelvis get wider or narrower
        outside = torch.clamp(at[..., 2] - beyond[1], min=0) + torch.clamp(at[..., 2] - beyond[0], max=0)
        for sign in (1, -1):
            widen = 1 + torch.clamp(sign * outside, 0, 40)[..., None] / 40 * torch.from_numpy(rng.uniform((-0.25, -0.2), 0.35, 2).astype(np.float32))
            middle = torch.from_numpy(((size[:2] - 1) / 2).astype(np.float32))
            at[..., :2] = middle + (at[..., :2] - middle) / widen
        at[..., 2] = torch.clamp(at[..., 2], *beyond)
    grid = (2 * at / torch.from_numpy((size - 1).astype(np.float32)) - 1)[None]
    smooth = F.grid_sample(smooth[None], grid, mode="bilinear", align_corners=True)[0]
    classes = F.grid_sample(classes[None], grid, mode="nearest", align_corners=True)[0]
    classes[0][outside != 0] = 0
    return smooth, classes.to(torch.uint8), outside


def random_contrast(rng, smooth, classes):
    """A contrast of no modality in particular: every class a random grey value in 0..1."""
    label, cluster, bone, _ = classes
    index = torch.where(label > 0, label + 6, torch.where(bone > 0, bone + 10, cluster)).long()
    means = rng.uniform(0, 1, 16)
    means[10] = np.clip(means[9] + rng.normal(0, 0.04), 0, 1)       # both kidneys look alike
    means[0] = rng.choice([0, 0, means[0]])
    means, sds = (torch.from_numpy(v.astype(np.float32)) for v in (means, rng.uniform(0, 0.08, 16)))
    shape = tuple(label.shape)
    volume = means[index] + sds[index] * blobs(rng, shape, rng.uniform(2, 6)) + rng.uniform(-0.5, 0.5) * (smooth[0] - 0.4)
    inplane = rng.uniform(0.3, 0.8)
    return blur(volume, (rng.uniform(0.4, 1.5), inplane, inplane))


def degrade(rng, volume):
    """Bias field, gamma, noise and loss of resolution on a volume in about 0..1."""
    shape = tuple(volume.shape)
    if rng.random() < 0.5:
        volume = volume * torch.exp(rng.uniform(0, 0.25) * blobs(rng, shape, rng.uniform(40, 80)))
    volume = torch.clamp(volume, 0, 1.5)
    if rng.random() < 0.6:
        volume = volume ** float(np.exp(rng.normal(0, 0.3)))
    if rng.random() < 0.3:
        volume = blur(volume, rng.uniform(0.2, 0.9, 3) * (1.4, 1, 1))
    noise = torch.from_numpy(rng.standard_normal(shape, np.float32))
    return volume + rng.choice([0.01, 0.03, 0.06]) * rng.random() * noise


def limit_view(rng, volume, label, inside):
    """Zero what is outside the field of view, as the padding of small scans does; sometimes only a few slices remain."""
    keep = inside.clone()
    if rng.random() < 0.35:
        count = int(rng.integers(6, 60))
        first = (len(keep) - count) // 2                            # padding is symmetric
        keep[:first] = False
        keep[first + count:] = False
    if rng.random() < 0.1:
        margin = rng.integers(0, 28, 4)
        keep[:, :margin[0]] = False
        keep[:, keep.shape[1] - margin[1]:] = False
        keep[:, :, :margin[2]] = False
        keep[:, :, keep.shape[2] - margin[3]:] = False
    return torch.where(keep, volume, torch.zeros(())), torch.where(keep, label, torch.zeros((), dtype=label.dtype))


def negative(rng, volume, shape):
    """A limb somewhere in the patch, magnified up to the width of a trunk, either way up; all background."""
    zoom = rng.uniform(1, 1.8)
    volume = F.interpolate(volume[None, None], scale_factor=(1.0, zoom, zoom), mode="trilinear")[0, 0]
    volume = volume.flip([axis for axis in range(3) if rng.random() < 0.5])
    out = torch.zeros(shape)
    source, target = [], []
    for n, m in zip(volume.shape, shape):
        first = int(rng.integers(min(0, m - n), max(0, m - n) + 1))
        source.append(slice(max(0, -first), max(0, -first) + min(n, m)))
        target.append(slice(max(0, first), max(0, first) + min(n, m)))
    out[tuple(target)] = volume[tuple(source)]
    return torch.clamp(out + rng.uniform(0, 0.03) * torch.from_numpy(rng.standard_normal(shape, np.float32)), 0, 1)


def recolour(rng, volume, label):
    """Other brightness of whole organs in MR: another sequence, iron in liver and spleen, scarred kidneys."""
    factors = torch.ones(5)
    factors[1:4] = torch.from_numpy(np.exp(rng.normal(0, 0.35, 3) * (rng.random(3) < 0.6)).astype(np.float32))
    if rng.random() < 0.25:
        factors[1:3] = torch.from_numpy(rng.uniform(0.2, 0.6, 2).astype(np.float32))
    factors[4] = factors[3]
    return volume * blur(factors[label.long()], (0.5, 0.5, 0.5))


def without_contrast(rng, image, masks):
    """A slice (0..1) as if with little or no contrast agent: what is brighter than muscle comes nearer to it; organs shift a little."""
    muscle, bright, slope = rng.uniform(0.2, 0.3), rng.uniform(0.5, 0.75), rng.uniform(0.05, 0.6)
    level = muscle + slope * (bright - muscle)
    knots = [0, muscle, bright, 1]
    image = torch.from_numpy(np.interp(image.numpy(), knots, [0, muscle, level, 1]).astype(np.float32))
    shift = rng.normal((0.01, 0, -0.03), (0.04, 0.03, 0.04))        # liver, spleen, kidneys
    offsets = torch.from_numpy(shift[[0, 1, 2, 2]].astype(np.float32))
    return torch.clamp(image + blur((offsets[:, None, None] * masks).sum(0), (0.6, 0.6)), 0, 1)


def ct_slab(rng, piece, shape):
    """A few identical slices from one CT slice of load_slices(); its labels, 0 elsewhere."""
    image, masks = (torch.from_numpy(np.asarray(v, np.float32)) for v in piece[:2])
    body = torch.from_numpy(ndi.binary_fill_holes(ndi.binary_opening(image.numpy() > 0.03, iterations=2)))
    if rng.random() < 0.5:
        image = without_contrast(rng, image, masks)
    # The JPEG window is unknown and shows fat and air as black: draw where its black lies on our scale, and fat below it.
    black = rng.uniform(0.1, 0.42)
    fat = rng.uniform(0.03, black)
    tissue = fat + (black - fat) * torch.clamp(image / 0.05, 0, 1) + (1 - black) * image * rng.uniform(0.7, 1.4)
    volume = torch.where(body, tissue, image)
    if rng.random() < 0.5:                                          # wide black parts are lung or gas
        wide = ndi.binary_opening((image.numpy() < 0.03) & body.numpy(), ndi.generate_binary_structure(2, 1), iterations=9)
        volume[torch.from_numpy(wide)] = 0
    pixel = rng.uniform(1.25, 1.9)                                  # mm; unknown, so drawn from usual fields of view
    angle, ratio = rng.uniform(-0.2, 0.2), data.SPACING / pixel
    ys, xs = (torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in shape[1:])
    gy, gx = torch.meshgrid(ys, xs, indexing="ij")
    at = torch.stack([np.cos(angle) * gx - np.sin(angle) * gy, np.sin(angle) * gx + np.cos(angle) * gy], -1)
    centre = torch.nonzero(body).float().mean(0).flip(0) if body.any() else torch.full((2,), 127.5)
    grid = (2 * (at * ratio + centre + torch.from_numpy(rng.uniform(-8, 8, 2).astype(np.float32))) / 255 - 1)[None]
    both = F.grid_sample(torch.cat([volume[None], masks])[None], grid.float(), mode="bilinear", align_corners=True)[0]
    count = int(rng.integers(6, 40))
    first = (shape[0] - count) // 2
    volume, label = torch.zeros(shape), torch.zeros(shape, dtype=torch.uint8)
    noise = torch.from_numpy(rng.standard_normal((count, *shape[1:])).astype(np.float32))
    volume[first:first + count] = both[0] + rng.uniform(0, 0.06) * noise
    for index in range(1, 5):
        label[first:first + count][:, both[index] > 0.5] = index
    return torch.clamp(volume, 0, 1), label


class Samples(torch.utils.data.Dataset):
    """Endless stream: sample i depends on (seed, i) alone. Items: image (1, Z, Y, X), label (Z, Y, X), partial flag."""

    def __init__(self, patients, slices, steps, seed=data.SEED, modes=(0.39, 0.30, 0.05, 0.24, 0.02), negatives=()):
        self.patients, self.slices, self.steps, self.seed, self.modes, self.negatives = patients, slices, steps, seed, modes, negatives

    def __len__(self):
        return self.steps

    def __getitem__(self, index):
        rng = np.random.default_rng((self.seed, index))
        mode = rng.choice(["mr", "ct", "random", "slab", "negative"], p=self.modes)
        if mode == "slab":
            piece = self.slices[rng.integers(len(self.slices))]
            volume, label = ct_slab(rng, piece, data.PATCH)
            return volume[None], label.long(), not piece[2]
        if mode == "negative":
            volume = negative(rng, self.negatives[rng.integers(len(self.negatives))], data.PATCH)
            return volume[None], torch.zeros(data.PATCH, dtype=torch.long), False
        patient = self.patients[rng.integers(len(self.patients))]
        beyond = rng.random() < {"ct": 0.75, "random": 0.5, "mr": 0}[mode]
        smooth, classes, outside = warp(rng, patient.smooth, patient.classes, data.PATCH, patient.whole if beyond else None)
        if mode == "ct":
            low, high = data.CT_WINDOW
            volume = (ct_like(rng, smooth, classes, outside) - low) / (high - low)
        elif mode == "mr":
            if rng.random() < 0.35:
                smooth[0] = recolour(rng, smooth[0], classes[0])
            volume = degrade(rng, smooth[0] * rng.uniform(0.85, 1.15) + rng.normal(0, 0.02))
            if rng.random() < 0.12:
                volume = torch.where(classes[1] > 0, 1 - volume, volume)
        else:
            volume = (random_contrast(rng, smooth, classes) if rng.random() < 0.5
                      else any_contrast(rng, ct_like(rng, smooth, classes, outside)))
            volume = degrade(rng, volume)
        volume, label = limit_view(rng, torch.clamp(volume, 0, 1), classes[0], classes[3] > 0)
        return volume[None], label.long(), False
