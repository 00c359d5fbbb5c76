"""Training data: CHAOS MR stacks, contrast simulation from their label maps, and CT slices with liver masks.

Arrays are (Z, Y, X), x growing to the patient's Right, y to Anterior, z to Superior (RAS), on a 3 mm grid.
Labels: 0 background, 1 liver, 2 spleen, 3 left_kidney, 4 right_kidney.
"""
import os
import re
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from scipy import ndimage as ndi

LABELS = ["background", "liver", "spleen", "left_kidney", "right_kidney"]
SPACING = 3.0                       # mm, isotropic
PATCH = (48, 112, 128)              # Z, Y, X
CT_WINDOW = (-160.0, 240.0)         # HU mapped to 0..1
SEED = 20261124
TRUNK = {"STS_005", "STS_036", "STS_040"}   # sarcoma scans that show parts of chest or pelvis (looked at)
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
        image, label, spacing = load_mr(path)
        # Shape-based interpolation: 7.7 mm slices would give stairs with nearest neighbour.
        distances = np.stack([resample(signed_distance(label == i, spacing), spacing) for i in range(1, 5)])
        label = np.where(distances.max(0) > 0, distances.argmax(0) + 1, 0)
        image = resample(image, spacing)
        low, high = np.percentile(image, [1, 99])
        image = (image - low) / (high - low)
        body = self.body(image)
        skin = ndi.distance_transform_edt(np.pad(body, ((1, 1), (1, 1), (0, 0))), SPACING)[1:-1, 1:-1]
        centres = kmeans(np.random.default_rng(SEED).choice(image[body], 20000), 6)
        cluster = np.where(body, np.abs(image[..., None] - centres).argmin(-1) + 1, 0)
        kidneys = -signed_distance(label >= 3, (SPACING,) * 3)
        others = -signed_distance((label == 1) | (label == 2), (SPACING,) * 3)
        bone = self.spine(label) * body
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
        distance = lambda right, front: np.hypot(gx - x - right / SPACING, gy - y - front / SPACING) * SPACING
        bone = np.where(np.minimum(distance(34, -4), distance(-34, -4)) < 17, 4, 0)
        bone[np.minimum(distance(27, -45), distance(-27, -45)) < 23] = 5
        bone[distance(0, 0) < 19] = 2
        bone[distance(0, 0) < 15] = 1
        bone[distance(0, -25) < 7] = 3
        bone[(np.abs(gx - x) * SPACING < 4) & (gy < y - 32 / SPACING) & (gy > y - 55 / SPACING)] = 2
        return np.repeat(bone[..., None], label.shape[2], 2) * (label == 0)


def blobs(rng, shape, size):
    """Smooth noise of about zero mean and unit sd, `shape` (Z, Y, X), feature size in voxels."""
    coarse = [max(2, int(n / size) + 1) for n in shape]
    noise = torch.from_numpy(rng.standard_normal((1, 1, *coarse)).astype(np.float32))
    return F.interpolate(noise, size=shape, mode="trilinear", align_corners=True)[0, 0] * 1.6


def blur(volume, sigmas):
    """Gaussian blur, sigmas in voxels (Z, Y, X)."""
    return torch.from_numpy(ndi.gaussian_filter(volume.numpy(), sigmas, truncate=2.5))


def warp(rng, smooth, classes, shape):
    """Random affine and elastic deformation and random crop of a patient; both stacks sampled on `shape`."""
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
    centre = (size - 1) / 2 + rng.uniform(-1, 1, 3) * spread
    grids = torch.meshgrid(*[torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in shape], indexing="ij")
    offsets = torch.stack(grids[::-1], -1)                         # x, y, z in voxels from the centre
    if rng.random() < 0.8:
        amplitude = rng.uniform(0.3, 1.6)                          # voxels
        offsets = offsets + amplitude * torch.stack([blobs(rng, shape, rng.uniform(14, 28)) for _ in range(3)], -1)
    at = offsets @ torch.from_numpy(matrix.T.astype(np.float32)) + torch.from_numpy(centre.astype(np.float32))
    grid = (2 * at / torch.from_numpy((size - 1).astype(np.float32)) - 1)[None]
    smooth = F.grid_sample(smooth[None], grid, mode="bilinear", align_corners=True)[0]
    classes = F.grid_sample(classes[None], grid, mode="nearest", align_corners=True)[0]
    return smooth, classes.to(torch.uint8)


def ellipsoid(rng, centre, radii, shape):
    """Mask of a rotated (about z) ellipsoid; centre and radii (Z, Y, X) in voxels."""
    z, y, x = (torch.arange(n, dtype=torch.float32) - float(c) for n, c in zip(shape, centre))
    angle = rng.uniform(0, np.pi)
    y, x = y[:, None], x[None]
    y, x = np.cos(angle) * y + np.sin(angle) * x, np.cos(angle) * x - np.sin(angle) * y
    return (z / radii[0])[:, None, None] ** 2 + ((y / radii[1]) ** 2 + (x / radii[2]) ** 2)[None] < 1


def ct_like(rng, smooth, classes):
    """A CT-like volume in HU made from an MR patient's label map and intensity clusters.

    Much of the background has the organs' own HU (muscle, heart, bowel, stomach): grey value alone must not tell them apart.
    """
    image, skin, kidneys, others = smooth
    label, cluster, bone, _ = classes
    shape = tuple(label.shape)
    u = rng.uniform
    fat, air = u(-120, -80), u(-1000, -800)
    phase = rng.choice(["plain", "portal", "arterial", "any"], p=[0.5, 0.28, 0.12, 0.1])
    mean = u(28, 62)                                                # without contrast all soft tissue is alike
    muscle = mean + rng.normal(0, 8) if phase == "plain" else u(35, 75)
    organs = {"plain": [mean + rng.normal(0, 10), mean + rng.normal(0, 6), min(mean, u(8, 48))],
              "portal": [u(80, 135), u(90, 150), u(110, 220)], "arterial": [u(50, 95), u(80, 160), u(100, 220)],
              "any": [u(0, 180), u(0, 200), u(0, 240)]}[phase]
    blood = mean + rng.normal(0, 8) if phase == "plain" else u(90, 220)

    def soft():
        """HU of some soft tissue; often just that of an organ."""
        return float(rng.choice([fat, muscle, organs[rng.integers(3)] + rng.normal(0, 5), blood, u(0, 60), u(0, 160)],
                                p=[0.22, 0.26, 0.26, 0.08, 0.12, 0.06]))

    table = torch.tensor([air, rng.choice([fat, fat, muscle]), *sorted([soft() for _ in range(5)])], dtype=torch.float32)
    if rng.random() < 0.5:
        table[1:] = table[1:][torch.from_numpy(rng.permutation(6))]
    hu = table[cluster.long()]
    body = cluster > 0
    other = body & (label == 0)
    deep = other & (skin > u(8, 30))
    # Mesenteric fat, bowel and vessels do not follow MR intensity: redraw them as blobs.
    if rng.random() < 0.7:
        hu[other & (blobs(rng, shape, u(3, 9)) > u(-0.5, 1))] = fat
    for _ in range(rng.integers(0, 4)):
        hu[deep & (blobs(rng, shape, u(3.5, 14)) > u(0.3, 1.5))] = soft()
    # Stomach and bowel: rounded, often of an organ's HU, with or without a rim of fat, with gas in front.
    places = torch.nonzero(deep)
    for _ in range(rng.integers(0, 6)):
        if not len(places):
            break
        centre, radii = places[rng.integers(len(places))].tolist(), u(3, 14, 3)
        if rng.random() < 0.5:
            hu[deep & ellipsoid(rng, centre, radii + u(0.8, 3), shape)] = fat
        inside = deep & ellipsoid(rng, centre, radii, shape)
        hu[inside] = soft() if rng.random() < 0.85 else u(100, 400)
        if rng.random() < 0.25:
            inside[:, :int(centre[1] + u(-1, 0.6) * radii[1])] = False
            hu[inside] = air
    if rng.random() < 0.4:
        hu[deep & (blobs(rng, shape, u(3, 7)) > u(1.5, 2.4))] = float(rng.choice([air, air, u(100, 400)]))
    # Lungs above where the liver ends, with the heart between them.
    spine = torch.nonzero(bone[0] == 1).float()
    levels = torch.nonzero((label == 1).any(2).any(1)).ravel()
    if rng.random() < 0.85 and len(levels):
        top, height = int(levels[-1]), torch.arange(shape[0])[:, None, None].expand(shape)
        dark = cluster <= int(rng.choice([3, 3, 6]))
        hu[other & (height > top - int(u(0, 22))) & dark & (skin > u(18, 40))] = u(-900, -650)
        if rng.random() < 0.8 and len(spine):
            y, x = spine.mean(0).tolist()
            centre = (top + u(-6, 14), y + u(50, 110) / SPACING, x - u(-10, 55) / SPACING)
            hu[other & (skin > 12) & ellipsoid(rng, centre, u(30, 62, 3) / SPACING, shape)] = blood
    # Fat capsules separate organs in CT.
    if rng.random() < 0.8:
        hu[other & (kidneys < u(2, 15) * (1 + 0.4 * blobs(rng, shape, 8)))] = fat
    if rng.random() < 0.35:
        hu[other & (others < u(1, 6) * (1 + 0.6 * blobs(rng, shape, 6)))] = fat
    # Abdominal wall: fat below the skin, then muscle and ribs.
    wall = u(3, 25)
    if rng.random() < 0.8:
        depth = skin + u(0, 4) * blobs(rng, shape, 10)
        muscles = u(6, 18)
        ring = other & (depth < wall + muscles)
        hu[ring] = muscle
        if rng.random() < 0.7:
            hu[ring & (depth > wall + 1) & (blobs(rng, shape, u(3, 6)) > u(0.8, 1.6))] = u(150, 700)
        hu[other & (depth < wall)] = fat
    if rng.random() < 0.85:
        hu[bone >= 4] = muscle
    if rng.random() < 0.9:
        hu[bone == 1] = u(80, 260)
        hu[bone == 2] = u(150, 700)
        hu[bone == 3] = u(10, 50)
    # Organs; the MR's own detail gives vessels, cortex and medulla with either sign.
    for index, mean in ((1, organs[0]), (2, organs[1]), (3, organs[2]), (4, organs[2])):
        inside = label == index
        if inside.any():
            detail = image[inside] - image[inside].median()
            gain = rng.normal(0, 60) * (2 if index >= 3 and phase != "plain" else 0.6)
            hu[inside] = mean + torch.clamp(gain * detail, -60, 60) + 6 * blobs(rng, shape, u(3, 10))[inside]
    hu[body] += rng.uniform(-25, 25) * (image[body] - 0.3)
    if rng.random() < 0.4:                                          # a patient table behind the back
        y0 = int(rng.integers(2, 20))
        hu[:, y0:y0 + 2][~body[:, y0:y0 + 2]] = u(-200, 500)
    inplane = u(0.3, 0.7)
    hu = blur(hu, (u(0.3, 1.2), inplane, inplane))
    noise = torch.from_numpy(rng.standard_normal(shape, np.float32))
    if rng.random() < 0.5:
        noise = blur(noise, (0.5, 0.6, 0.6)) * 2
    return hu + u(2, 28) * noise


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
        count = int(rng.integers(6, 44))
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


def load_slices():
    """CT slices with liver masks, grouped by case: {case: [(image (Y, X) in 0..1, liver mask (Y, X))]}, RAS order.

    "flipped_": rows grow to the Left, columns to Anterior. "mirrored_": rows to the Right, columns to Posterior.
    """
    cases = {}
    for path in sorted((data_root() / "liver-slices" / "images").glob("*.jpg")):
        kind, case = re.match(r"(\w+)_(\d+)_\d+", path.stem).groups()
        image, mask = (np.asarray(Image.open(p).convert("L"), np.float32) / 255
                       for p in (path, path.parent.parent / "masks" / path.name))
        pair = np.stack([image, mask])
        pair = pair[:, ::-1] if kind == "flipped" else pair[:, :, ::-1]
        pair = np.ascontiguousarray(pair.transpose(0, 2, 1))        # rows were x: (Y, X) now
        cases.setdefault(case, []).append((pair[0], pair[1] > 0.5))
    return cases


def split_slices():
    """CT slices as (train list, validation list), ten cases held for validation."""
    cases = load_slices()
    names = np.random.default_rng(SEED).permutation(sorted(cases))
    return [s for n in names[10:] for s in cases[n]], [s for n in names[:10] for s in cases[n]]


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


def ct_slab(rng, pair, shape):
    """A few identical slices from one CT slice; label 1 where the liver is, 0 elsewhere (other organs unknown)."""
    image, mask = (torch.from_numpy(np.asarray(v, np.float32)) for v in pair)
    body = torch.from_numpy(ndi.binary_fill_holes(ndi.binary_opening(image.numpy() > 0.03, iterations=2)))
    # The JPEG window is unknown and shows fat as black: draw where its black lies on our scale.
    black = rng.uniform(0.05, 0.4)
    volume = torch.where(body, black + (1 - black) * image * rng.uniform(0.7, 1.4), image)
    pixel = rng.uniform(1.25, 1.9)                                  # mm; unknown, so drawn from usual fields of view
    angle, ratio = rng.uniform(-0.2, 0.2), SPACING / pixel
    ys, xs = (torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in shape[1:])
    gy, gx = torch.meshgrid(ys, xs, indexing="ij")
    at = torch.stack([np.cos(angle) * gx - np.sin(angle) * gy, np.sin(angle) * gx + np.cos(angle) * gy], -1)
    centre = torch.nonzero(body).float().mean(0).flip(0) if body.any() else torch.full((2,), 127.5)
    grid = (2 * (at * ratio + centre + torch.from_numpy(rng.uniform(-8, 8, 2).astype(np.float32))) / 255 - 1)[None]
    both = F.grid_sample(torch.stack([volume, mask])[None], grid.float(), mode="bilinear", align_corners=True)[0]
    count = int(rng.integers(6, 40))
    first = (shape[0] - count) // 2
    volume, label = torch.zeros(shape), torch.zeros(shape, dtype=torch.uint8)
    noise = torch.from_numpy(rng.standard_normal((count, *shape[1:])).astype(np.float32))
    volume[first:first + count] = both[0] + rng.uniform(0, 0.06) * noise
    label[first:first + count] = (both[1] > 0.5).to(torch.uint8)
    return torch.clamp(volume, 0, 1), label


class Samples(torch.utils.data.Dataset):
    """Endless stream: sample i depends on (seed, i) alone. Items: image (1, Z, Y, X), label (Z, Y, X), partial flag."""

    def __init__(self, patients, slices, steps, seed=SEED, modes=(0.37, 0.40, 0.08, 0.12, 0.03), negatives=()):
        self.patients, self.slices, self.steps, self.seed, self.modes, self.negatives = patients, slices, steps, seed, modes, negatives

    def __len__(self):
        return self.steps

    def __getitem__(self, index):
        rng = np.random.default_rng((self.seed, index))
        mode = rng.choice(["mr", "ct", "random", "slab", "negative"], p=self.modes)
        if mode == "slab":
            volume, label = ct_slab(rng, self.slices[rng.integers(len(self.slices))], PATCH)
            return volume[None], label.long(), True
        if mode == "negative":
            volume = negative(rng, self.negatives[rng.integers(len(self.negatives))], PATCH)
            return volume[None], torch.zeros(PATCH, dtype=torch.long), False
        patient = self.patients[rng.integers(len(self.patients))]
        smooth, classes = warp(rng, patient.smooth, patient.classes, PATCH)
        if mode == "ct":
            low, high = CT_WINDOW
            volume = (ct_like(rng, smooth, classes) - low) / (high - low)
        elif mode == "mr":
            if rng.random() < 0.35:
                smooth[0] = recolour(rng, smooth[0], classes[0])
            volume = degrade(rng, smooth[0] * rng.uniform(0.85, 1.15) + rng.normal(0, 0.02))
            if rng.random() < 0.12:
                volume = torch.where(classes[1] > 0, 1 - volume, volume)
        else:
            volume = degrade(rng, random_contrast(rng, smooth, classes))
        volume, label = limit_view(rng, torch.clamp(volume, 0, 1), classes[0], classes[3] > 0)
        return volume[None], label.long(), False
