"""Dice by prompt and modality, of the network and of classical region growing; in the network's cube, voxels of the lesion beyond it count as missed."""
import argparse
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage as ndi

import data
import prompts
from network import UNet


def cube(volume, spacing, centre, order):
    """(Z, Y, X) values of SIZE voxels of SPACING mm about a voxel, and where the scan is."""
    at = [(np.arange(data.SIZE) - (data.SIZE - 1) / 2) * data.SPACING / s + c for s, c in zip(spacing, centre)]
    known = np.einsum("z,y,x->zyx", *[(a >= -0.5) & (a <= n - 0.5) for a, n in zip(at[::-1], volume.shape[::-1])]).astype(bool)
    x, y, z = np.meshgrid(*at, indexing="ij")
    values = ndi.map_coordinates(volume, [x, y, z], order=order, mode="nearest").transpose(2, 1, 0)
    return values, known


def connected(mask, inside):
    """The 6-connected parts that a prompt's points lie in."""
    parts, _ = ndi.label(mask)
    at = {int(parts[tuple(np.clip(np.rint(p[::-1]).astype(int), 0, data.SIZE - 1))]) for p in inside} - {0}
    return np.isin(parts, list(at))


def grown(values, known, modality, inside, prompt):
    """PET: at least 41 % of the greatest uptake within 12 mm. Else: within 2.5 sd of the mean around the prompt, twice."""
    if modality == "PT":
        near = (prompts.channels(values.shape, inside)[0] > np.exp(-2)) & known
        return connected((values >= 0.41 * values[near].max()) & known, inside)
    smooth = ndi.gaussian_filter(values, 0.7)
    core = (prompt[0] > 0.6) & known
    mean, sd = smooth[core].mean(), max(smooth[core].std(), 8.0 if modality == "CT" else 0.03 * np.ptp(np.percentile(values[known], [1, 99])))
    for _ in range(2):
        found = connected((np.abs(smooth - mean) < 2.5 * sd) & known, inside)
        if not found.any():
            return found
        mean, sd = smooth[found].mean(), smooth[found].std()
    return connected(ndi.binary_opening(found), inside)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--set", choices=["validation", "test"], default="validation")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = UNet()
    model.load_state_dict(torch.load(arguments.checkpoint)["model"])
    model.eval()
    _, validation, test = data.split()
    scores = {}
    for patient, modality, image, mask, spacing in data.scans(validation if arguments.set == "validation" else test):
        rng = np.random.default_rng((data.SEED, int(patient[4:]), len(modality)))
        ends = prompts.longest_line(mask, spacing)
        trials = [("click", prompts.click(rng, mask, spacing)) for _ in range(3)] + [("line", np.mean(ends, 0))]
        total = mask.sum() * float(np.prod(spacing)) / data.SPACING ** 3
        for kind, centre in trials:
            values, known = cube(image, spacing, centre, 1)
            truth = (cube(mask.astype(np.float32), spacing, centre, 1)[0] > 0.5) & known
            middle = np.full(3, (data.SIZE - 1) / 2)
            inside = [middle]
            if kind == "line":
                inside = prompts.along(*((np.array(e) - centre) * spacing / data.SPACING + middle for e in ends))
            prompt = prompts.channels(values.shape, inside)
            tensor = prompts.network_input(prompts.normalise(values, known, modality, prompt[0], data.CT_WINDOW), prompt)
            with torch.no_grad():
                found = model(torch.from_numpy(tensor)[None])[0].argmax(0).numpy() == 1
            for name, m in ("network", connected(found & known, inside)), ("growing", grown(values, known, modality, inside, prompt)):
                scores.setdefault((modality, kind, name), []).append(2 * (m & truth).sum() / max(m.sum() + total, 1))
    for key, values in sorted(scores.items()):
        print(*key, f"Dice {np.mean(values):.3f} sd {np.std(values):.3f} n {len(values)}")


if __name__ == "__main__":
    main()
