"""Reference implementation of the card's pipeline in numpy/scipy, and the held-out accuracy.

The conventions are those of ../abdomen_organs/README.md (orientation, grid, intensity, windows, way back, cleaning); the Java code does the
same. Arrays are (X, Y, Z) unless a shape says otherwise; only the network sees (N, C, Z, Y, X).
"""
import argparse
import json
from pathlib import Path

import nibabel as nib
import numpy as np
import onnxruntime
import yaml
from nibabel import orientations as orient
from scipy import ndimage as ndi

import data


class Pipeline:
    """Runs the model card on a volume."""

    def __init__(self, card_path):
        self.card = yaml.safe_load(Path(card_path).read_text())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(Path(card_path).parent / self.card["network"]["file"]), options)

    def __call__(self, image, affine):
        """Label map (uint8) on the grid of `image` with the 4x4 voxel-to-RAS-mm `affine`."""
        ras = orient.ornt_transform(orient.io_orientation(affine), orient.axcodes2ornt("RAS"))
        volume = orient.apply_orientation(image.astype(np.float32), ras)
        affine = affine @ orient.inv_ornt_aff(ras, image.shape)
        spacing = np.sqrt((affine[:3, :3] ** 2).sum(0))
        logits = self.logits(data.normalise(data.at_one_mm(volume, affine)))
        for axis, (n, s) in enumerate(zip(volume.shape, spacing)):
            logits = data.interpolate_axis(logits, axis + 1, np.arange(n) * s)
        labels = self.clean(logits.argmax(0).astype(np.uint8), np.prod(spacing) / 1000)
        return unturn(labels, ras)

    def logits(self, volume):
        """Gaussian-weighted mean of the windows' logits, (L, X, Y, Z), float32; padding is 0."""
        grid = self.card["preprocessing"]["grid"]
        patch, overlap = grid["patch"], grid["overlap"]
        missing = [max(0, p - n) for p, n in zip(patch, volume.shape)]
        before = [m // 2 for m in missing]
        padded = np.pad(volume, [(b, m - b) for b, m in zip(before, missing)])
        axes = [np.exp(-0.5 * ((np.arange(n) - (n - 1) / 2) / (n / 8)) ** 2) for n in patch]
        weight = np.maximum(np.einsum("x,y,z->xyz", *axes), 1e-4).astype(np.float32)
        total = np.zeros((len(data.LABELS), *padded.shape), np.float32)
        weights = np.zeros(padded.shape, np.float32)
        starts = []
        for n, p in zip(padded.shape, patch):
            count = int(np.ceil((n - p) / (p * (1 - overlap)))) + 1
            starts.append([int(np.floor(i * (n - p) / max(count - 1, 1) + 0.5)) for i in range(count)])
        for z in starts[2]:
            for y in starts[1]:
                for x in starts[0]:
                    window = np.s_[x:x + patch[0], y:y + patch[1], z:z + patch[2]]
                    tensor = np.ascontiguousarray(padded[window].transpose(2, 1, 0))[None, None]
                    found = self.session.run(["logits"], {"image": tensor})[0][0]
                    total[(slice(None), *window)] += found.transpose(0, 3, 2, 1) * weight
                    weights[window] += weight
        total /= weights
        return total[(slice(None), *(slice(b, b + n) for b, n in zip(before, volume.shape)))]

    def clean(self, labels, voxel_ml):
        """Keeps the largest 6-connected part of each label, and only if it has at least minVolumeMl."""
        result = np.zeros_like(labels)
        for index in range(1, len(data.LABELS)):
            part, count = ndi.label(labels == index)
            if count:
                sizes = np.bincount(part.ravel())[1:]
                if sizes.max() * voxel_ml >= self.card["postprocessing"]["minVolumeMl"]:
                    result[part == sizes.argmax() + 1] = index
        return result


def unturn(labels, ras):
    """Back to the order of axes before `ras` was applied."""
    back = np.empty_like(ras)
    for axis, (to, flip) in enumerate(ras):
        back[int(to)] = axis, flip
    return orient.apply_orientation(labels, back)


def elsewhere(pipeline):
    """What is found in boxes of 50 mm of limbs and trunks of patients whom training never saw: mL of each part."""
    rng = np.random.default_rng(data.SEED)
    found = []
    for patient in data.ELSEWHERE_TEST:
        volume, affine = data.load_elsewhere(patient)
        volume = data.at_one_mm(volume, affine)
        for _ in range(4):
            size = [min(n, s) for n, s in zip(volume.shape, (36, 50, 36))]
            at = [int(rng.integers(0, n - s + 1)) for n, s in zip(volume.shape, size)]
            box = volume[tuple(slice(a, a + s) for a, s in zip(at, size))]
            labels = pipeline(box, np.eye(4))
            found.append([(labels == i).sum() / 1000 for i in (1, 2)])
    return np.array(found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--set", choices=["validation", "test"], default="validation")
    parser.add_argument("--json", type=Path, help="results for export.py")
    parser.add_argument("--save", type=Path, help="folder for label maps")
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.card)
    _, validation, test = data.split()
    results = []
    for path in validation if arguments.set == "validation" else test:
        image, label, affine = data.load(path)
        found = pipeline(image, affine)
        dice = [float(2 * ((found == i) & (label == i)).sum() / ((found == i).sum() + (label == i).sum())) for i in (1, 2)]
        volume = [[float((m == i).sum() / 1000) for m in (found, label)] for i in (1, 2)]
        results.append({"case": path.name, "dice": dice, "ml": volume})
        if arguments.save:
            arguments.save.mkdir(parents=True, exist_ok=True)
            nib.save(nib.Nifti1Image(found, affine), arguments.save / path.name)
    dice, ml = np.array([r["dice"] for r in results]), np.array([r["ml"] for r in results])
    for i, name in enumerate(data.LABELS[1:]):
        error = ml[:, i, 0] - ml[:, i, 1]
        print(f"{arguments.set} {name}: Dice mean {dice[:, i].mean():.4f} sd {dice[:, i].std():.4f} min {dice[:, i].min():.4f} n {len(dice)}; "
              f"volume error mean {error.mean():+.3f} ml, sd {error.std():.3f} (mean volume {ml[:, i, 1].mean():.2f} ml)")
    if arguments.set == "test":
        boxes = elsewhere(pipeline)
        whole = (boxes >= 0.6).all(1).sum()
        print(f"{len(boxes)} boxes elsewhere in the body: both parts found in {(boxes > 0).all(1).sum()}, both of plausible size in {whole}, "
              f"nothing at all in {(boxes == 0).all(1).sum()}")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
