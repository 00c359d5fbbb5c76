"""CT-like volumes from an MR patient's label map and intensity clusters. Arrays are (Z, Y, X) at 3 mm."""
import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage as ndi

import data


def blobs(rng, shape, size):
    """Smooth noise of about zero mean and unit sd, `shape` (Z, Y, X), feature size in voxels."""
    coarse = [max(2, int(n / size) + 1) for n in shape]
    noise = torch.from_numpy(rng.standard_normal((1, 1, *coarse)).astype(np.float32))
    return F.interpolate(noise, size=shape, mode="trilinear", align_corners=True)[0, 0] * 1.6


def blur(volume, sigmas):
    """Gaussian blur, sigmas in voxels (Z, Y, X)."""
    return torch.from_numpy(ndi.gaussian_filter(volume.numpy(), sigmas, truncate=2.5))


def ellipsoid(rng, centre, radii, shape):
    """Mask of a rotated (about z) ellipsoid; centre and radii (Z, Y, X) in voxels."""
    z, y, x = (torch.arange(n, dtype=torch.float32) - float(c) for n, c in zip(shape, centre))
    angle = rng.uniform(0, np.pi)
    y, x = y[:, None], x[None]
    y, x = np.cos(angle) * y + np.sin(angle) * x, np.cos(angle) * x - np.sin(angle) * y
    return (z / radii[0])[:, None, None] ** 2 + ((y / radii[1]) ** 2 + (x / radii[2]) ** 2)[None] < 1


def ct_like(rng, smooth, classes, outside):
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
            centre = (top + u(-6, 14), y + u(50, 110) / data.SPACING, x - u(-10, 55) / data.SPACING)
            hu[other & (skin > 12) & ellipsoid(rng, centre, u(30, 62, 3) / data.SPACING, shape)] = blood
    wall, muscles = u(3, 25), u(6, 18)
    thick = beyond_the_stack(rng, hu, other, skin, outside, spine, wall + 0.5 * muscles,
                             {"fat": fat, "muscle": muscle, "blood": blood, "soft": soft})
    # Fat capsules separate organs in CT.
    if rng.random() < 0.8:
        hu[other & (kidneys < u(2, 15) * (1 + 0.4 * blobs(rng, shape, 8)))] = fat
    if rng.random() < 0.35:
        hu[other & (others < u(1, 6) * (1 + 0.6 * blobs(rng, shape, 6)))] = fat
    # Abdominal wall: fat below the skin, then muscle and ribs.
    if rng.random() < 0.8:
        depth = skin + u(0, 4) * blobs(rng, shape, 10)
        ring = other & (depth < wall + muscles + thick)
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


def beyond_the_stack(rng, hu, other, skin, outside, spine, wall, values):
    """Draws a chest above the MR stack and a pelvis below it into `hu`; returns how much thicker (mm) the muscles get there."""
    thick = torch.zeros(hu.shape)
    if not len(spine) or not (outside != 0).any():
        return thick
    u, soft, shape = rng.uniform, values["soft"], tuple(hu.shape)
    y, x = spine.mean(0).tolist()
    gy, gx = torch.meshgrid(*[torch.arange(n, dtype=torch.float32) for n in shape[1:]], indexing="ij")
    mm = lambda right, front: torch.hypot(gx - x - right / data.SPACING, gy - y - front / data.SPACING) * data.SPACING
    above, below = other & (outside > 0), other & (outside < 0)
    if above.any():
        inner = above & (skin > wall + u(0, 6))
        hu[inner] = u(-920, -700)
        hu[inner & (blobs(rng, shape, u(1.5, 3)) > u(1.6, 2.4))] = u(-200, 60)        # vessels, infiltrates
        half = u(15, 40) * (1 + 0.3 * blobs(rng, shape, 10))
        middle = inner & ((gx - x).abs() * data.SPACING < half) & (gy > y - 8)
        hu[middle] = values["fat"]
        hu[middle & (blobs(rng, shape, u(3, 7)) > u(-1.0, 0.6))] = soft() if rng.random() < 0.5 else values["blood"]
        level = int(torch.nonzero(above)[0, 0])
        if rng.random() < 0.85:
            centre = (level + u(-4, 26), y + u(45, 95) / data.SPACING, x - u(-5, 45) / data.SPACING)
            hu[inner & ellipsoid(rng, centre, u(32, 68, 3) / data.SPACING, shape)] = values["blood"] + rng.normal(0, 6)
        hu[inner & (mm(-u(8, 28), u(12, 34)) < u(8, 18))] = values["blood"]
        start = u(5, 60)
        thick = thick + torch.clamp(outside - start, 0, 40) * u(0, 3)                 # shoulders
        if rng.random() < 0.3:                                                        # effusion or no lung at all: neck, consolidation
            hu[inner & (gy < y + u(-10, 25))] = soft()
    if below.any():
        level = int(torch.nonzero(below)[-1, 0])
        if rng.random() < 0.6:
            hu[below] = values["fat"]
            for _ in range(rng.integers(1, 4)):
                hu[below & (skin > wall) & (blobs(rng, shape, u(3, 9)) > u(0, 1.3))] = soft()
        thick = thick + torch.clamp(-outside - u(5, 30), 0, 40) * u(0, 1.5)
        hu[below & (gy < y + u(-10, 15)) & (skin > wall) & (outside < -u(5, 25))] = values["muscle"]
        for side in (-1, 1):
            hu[below & (mm(side * u(30, 45), u(5, 30)) < u(14, 26))] = values["muscle"]
            centre = (level - u(18, 40), y + u(-10, 30) / data.SPACING, x + side * u(60, 105) / data.SPACING)
            wing = ellipsoid(rng, centre, np.array([u(12, 26), u(9, 18), u(2, 5)]), shape) & below
            hu[wing] = u(180, 600)
            centre = (level - u(40, 60), y + u(20, 50) / data.SPACING, x + side * u(70, 100) / data.SPACING)
            hu[below & ellipsoid(rng, centre, u(20, 30, 3) / data.SPACING, shape)] = u(200, 500)
        if rng.random() < 0.7:
            centre = (level - u(20, 55), y + u(40, 100) / data.SPACING, x + u(-20, 20) / data.SPACING)
            hu[below & ellipsoid(rng, centre, u(20, 60, 3) / data.SPACING, shape)] = soft() if rng.random() < 0.5 else u(-5, 25)
    return thick


def any_contrast(rng, hu):
    """The CT-like volume seen with a random broken-line map from HU to 0..1: tissues keep their borders, not their order."""
    knots = np.array([-1000, -300, -130, -80, -10, 15, 35, 50, 65, 90, 130, 200, 400, 800])
    return torch.from_numpy(np.interp(hu.numpy(), knots, rng.uniform(0, 1, len(knots))).astype(np.float32))
