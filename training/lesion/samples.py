"""Random training samples: a cube about a prompt in a scan that is turned, scaled, cut and changed in contrast."""
import numpy as np
import torch
import torch.nn.functional as F

import data
import prompts

MADE_UP = 0.2                    # share of samples whose lesion is drawn into a scan, not a patient's


class Scan:
    """A scan as tensors, with the voxels of its lesion that may be clicked."""

    def __init__(self, patient, modality, image, mask, spacing):
        # Every second voxel in plane of fine scans: the cube's are at least three times as large.
        step = [2 if s < 1.5 else 1 for s in spacing]
        image, mask = (a[::step[0], ::step[1], ::step[2]] for a in (image, mask))
        self.modality, self.spacing = modality, spacing * step
        depth = prompts.ndi.distance_transform_edt(mask, self.spacing)
        self.central = np.argwhere(depth >= 0.5 * depth.max())
        self.any = np.argwhere(depth >= min(4.0, 0.5 * depth.max()))
        self.elsewhere = np.argwhere(prompts.ndi.distance_transform_edt(~mask, self.spacing) > 12)
        self.ends = prompts.longest_line(mask, self.spacing)
        self.image = torch.from_numpy(np.ascontiguousarray(image.transpose(2, 1, 0)))
        self.mask = torch.from_numpy(np.ascontiguousarray(mask.transpose(2, 1, 0)).astype(np.float32))


class Samples(torch.utils.data.Dataset):
    """Sample i depends on the seed and i alone: input (4, Z, Y, X) and label (Z, Y, X)."""

    def __init__(self, scans, length, seed=data.SEED):
        self.by_modality = {m: [s for s in scans if s.modality == m] for m in data.FILES}
        self.length, self.seed = length, seed

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        for attempt in range(100):
            rng = np.random.default_rng((self.seed, index, attempt))
            sample = self.draw(rng)
            if sample is not None:
                return sample
        raise RuntimeError("no sample")

    def draw(self, rng):
        modality = list(data.FILES)[rng.integers(3)]
        scan = self.by_modality[modality][rng.integers(len(self.by_modality[modality]))]
        made_up = modality != "PT" and rng.random() < MADE_UP
        kind = "click" if made_up else ("click", "line", "box")[rng.choice(3, p=[0.6, 0.25, 0.15])]
        where = scan.elsewhere if made_up else scan.central if rng.random() < 0.6 else scan.any
        if kind == "line":
            centre = np.mean(scan.ends, 0)
        else:
            centre = where[rng.integers(len(where))].astype(float)
        cube, mask, known, place = view(rng, scan, centre)
        if made_up:
            cube, mask = draw_lesion(rng, cube, known)
        middle = [(data.SIZE - 1) / 2] * 3
        if mask.sum() < 6:
            return None
        box = None
        if kind == "line":
            a, b = (place(p) + rng.normal(0, 0.7, 3) for p in scan.ends)
            inside = prompts.along(a, b)
        elif kind == "box":
            at = np.argwhere(mask)[:, ::-1]
            box = at.min(0) - rng.uniform(0, 2.5, 3), at.max(0) + rng.uniform(0, 2.5, 3)
            inside = prompts.within_box(*box)
        else:
            inside = [np.array(middle) + rng.normal(0, 0.3, 3)]
        outside = []
        if kind == "click" and rng.random() < 0.35:          # corrections
            more = np.argwhere(mask)[:, ::-1]
            inside += [more[rng.integers(len(more))] for _ in range(rng.integers(0, 3))]
            near = np.argwhere(prompts.ndi.binary_dilation(mask, iterations=5) & ~prompts.ndi.binary_dilation(mask) & known)[:, ::-1]
            if len(near):
                outside = [near[rng.integers(len(near))] for _ in range(rng.integers(0, 3))]
        prompt = prompts.channels(cube.shape, inside, outside, box)
        window = np.array(data.CT_WINDOW) + rng.normal(0, 15, 2)
        image = contrast(rng, prompts.normalise(cube, known, modality, prompt[0], window), known, modality)
        return torch.from_numpy(prompts.network_input(image, prompt)), torch.from_numpy(mask.astype(np.int64))


def view(rng, scan, centre):
    """The cube about a voxel: (values, lesion, known) as (Z, Y, X) arrays, and a function from the scan's voxels to the cube's."""
    n = data.SIZE
    axes = [torch.arange(n, dtype=torch.float32) - (n - 1) / 2] * 3
    at = torch.stack(torch.meshgrid(*axes, indexing="ij")[::-1], -1)
    a = rng.normal(0, 0.3)                                     # about the body's long axis; a little about the others
    b, c = rng.normal(0, 0.1, 2)
    turn = (np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
            @ np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
            @ np.array([[1, 0, 0], [0, np.cos(c), -np.sin(c)], [0, np.sin(c), np.cos(c)]]))
    # Larger steps make large tumours small: most lesions are smaller than sarcomas.
    step = data.SPACING * np.exp(rng.uniform(-0.35, 0.6)) * np.exp(rng.normal(0, 0.06, 3))
    matrix = turn @ np.diag(step * rng.choice([-1, 1], 3))
    bend = torch.tensor(rng.normal(0, 1, (1, 3, 4, 4, 4)) * rng.uniform(0, 1.0), dtype=torch.float32)
    moved = at + F.interpolate(bend, (n, n, n), mode="trilinear", align_corners=True)[0].movedim(0, -1) * (at.norm(dim=-1, keepdim=True) / 24).clamp(0, 1)
    mm = moved @ torch.tensor(matrix.T, dtype=torch.float32)
    voxel = mm / torch.tensor(scan.spacing, dtype=torch.float32) + torch.tensor(centre, dtype=torch.float32)
    size = torch.tensor(scan.image.shape[::-1], dtype=torch.float32)
    # The scans end 5 cm beyond the tumour, which would give its size away: each face is moved inwards at random.
    cut = torch.tensor(rng.uniform(0, 48, (2, 3)) * (rng.random((2, 3)) < 0.8) / scan.spacing, dtype=torch.float32)
    known = ((voxel >= cut[0] - 0.5) & (voxel <= size - 0.5 - cut[1])).all(-1).numpy()
    grid = ((2 * voxel + 1) / size - 1)[None]
    sample = lambda v: F.grid_sample(v[None, None], grid, mode="bilinear", padding_mode="border", align_corners=False)[0, 0].numpy()
    inverse = np.linalg.inv(matrix)
    place = lambda p: inverse @ ((np.asarray(p, float) - centre) * scan.spacing) + (n - 1) / 2
    return sample(scan.image), (sample(scan.mask) > 0.5) & known, known, place


def draw_lesion(rng, cube, known):
    """An ellipsoid with an uneven border, brighter or darker than the tissue around the cube's centre."""
    n = data.SIZE
    z, y, x = np.meshgrid(*[np.arange(n) - (n - 1) / 2] * 3, indexing="ij", sparse=True)
    radii = np.exp(rng.uniform(np.log(1.5), np.log(7))) * np.exp(rng.normal(0, 0.2, 3))
    shift = rng.uniform(-0.5, 0.5, 3) * radii
    distance = np.sqrt(((x - shift[0]) / radii[0]) ** 2 + ((y - shift[1]) / radii[1]) ** 2 + ((z - shift[2]) / radii[2]) ** 2)
    noise = torch.tensor(rng.normal(0, 1, (1, 1, 12, 12, 12)), dtype=torch.float32)
    distance = distance + 0.12 * F.interpolate(noise, (n, n, n), mode="trilinear", align_corners=True)[0, 0].numpy()
    mask = (distance < 1) & known
    around = cube[(distance < 1.6) & known]
    spread = max(float(np.percentile(cube[known], 99) - np.percentile(cube[known], 1)), 1e-3) if known.any() else 1.0
    value = float(np.median(around) if around.size else 0) + rng.choice([-1, 1]) * rng.uniform(0.06, 0.3) * spread
    soft = 1 / (1 + np.exp((distance - 1) * radii.mean() * rng.uniform(1.5, 4)))
    texture = rng.standard_normal(cube.shape).astype(np.float32) * spread * rng.uniform(0, 0.03)
    return (cube * (1 - soft) + (value + texture) * soft).astype(np.float32), mask


def contrast(rng, image, known, modality):
    """Gamma, uneven brightness, noise; MR now and then inverted. Where there is no scan it stays 0."""
    if modality == "MR" and rng.random() < 0.15:
        image = 1 - image
    image = image ** np.float32(np.exp(rng.normal(0, 0.2 if modality == "MR" else 0.08)))
    if modality == "MR":
        field = torch.tensor(rng.normal(0, 1, (1, 1, 3, 3, 3)) * rng.uniform(0, 0.15), dtype=torch.float32)
        image = image * F.interpolate(field, image.shape, mode="trilinear", align_corners=True)[0, 0].exp().numpy()
    image = image + rng.standard_normal(image.shape, np.float32) * np.float32(rng.uniform(0, 0.05))
    return np.where(known, np.clip(image, 0, 1), 0).astype(np.float32)
