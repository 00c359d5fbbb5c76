"""Reference implementation of the card's pipeline in numpy/scipy, and the held-out accuracy.

Every convention is written down in README.md beside this file; the Java implementation is compared with it voxel by voxel.
Arrays are (X, Y, Z) unless a shape says otherwise; only the network sees (N, C, Z, Y, X).
"""
import argparse
import json
import time
from pathlib import Path

import nibabel as nib
import numpy as np
import onnxruntime
import pydicom
import torch
import yaml
from nibabel import orientations as orient
from scipy import ndimage as ndi

import data
from anatomy import Anatomy
from contrast import ct_like
from samples import warp

# TotalSegmentator 2 label values of our structures, in our order.
TOTALSEGMENTATOR = {1: 5, 2: 1, 3: 3, 4: 2}


class Pipeline:
    """Runs a model card on a volume."""

    def __init__(self, card_path):
        self.card = yaml.safe_load(Path(card_path).read_text())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")   # waiting threads leave the cores to others
        self.session = onnxruntime.InferenceSession(str(Path(card_path).parent / self.card["network"]["file"]), options)

    def __call__(self, image, affine, modality):
        """Label map (uint8) on the grid of `image` (X, Y, Z) with the 4x4 voxel-to-RAS-mm `affine`."""
        ras = orient.ornt_transform(orient.io_orientation(affine), orient.axcodes2ornt("RAS"))
        volume = orient.apply_orientation(image.astype(np.float32), ras)
        affine = affine @ orient.inv_ornt_aff(ras, image.shape)
        spacing = np.sqrt((affine[:3, :3] ** 2).sum(0))
        logits = self.logits(self.normalise(data.resample(volume, spacing, self.card["preprocessing"]["grid"]["spacingMm"]), modality))
        labels = self.to_grid(logits, volume.shape, spacing)
        labels = self.clean(labels, np.prod(spacing) / 1000)
        return orient.apply_orientation(labels, invert(ras))

    def normalise(self, volume, modality):
        """Linear map of [low, high] (HU, or percentiles of the whole volume) to [outLow, outHigh], clipped."""
        rule = self.card["preprocessing"]["intensity"][modality]
        low, high = rule["low"], rule["high"]
        if rule["scheme"] == "percentile":
            low, high = np.percentile(volume, [low, high])
        scaled = (volume - np.float32(low)) / np.float32(max(high - low, 1e-6))
        return np.clip(scaled, 0, 1) * np.float32(rule["outHigh"] - rule["outLow"]) + np.float32(rule["outLow"])

    def logits(self, volume):
        """Gaussian-weighted mean of the windows' logits, (L, X, Y, Z) on the grid of `volume`, float32."""
        grid = self.card["preprocessing"]["grid"]
        patch = grid["patch"]
        outside = min(rule["outLow"] for rule in self.card["preprocessing"]["intensity"].values())
        missing = [max(0, p - n) for p, n in zip(patch, volume.shape)]
        before = [m // 2 for m in missing]
        padded = np.pad(volume, [(b, m - b) for b, m in zip(before, missing)], constant_values=outside)
        weight = gaussian(patch)
        total = np.zeros((len(self.card["labels"]) + 1, *padded.shape), np.float32)
        weights = np.zeros(padded.shape, np.float32)
        for z in starts(padded.shape[2], patch[2], grid["overlap"]):
            for y in starts(padded.shape[1], patch[1], grid["overlap"]):
                for x in starts(padded.shape[0], patch[0], grid["overlap"]):
                    window = np.s_[x:x + patch[0], y:y + patch[1], z:z + patch[2]]
                    tensor = np.ascontiguousarray(padded[window].transpose(2, 1, 0))[None, None]
                    found = self.session.run(["logits"], {"image": tensor})[0][0]
                    total[(slice(None), *window)] += found.transpose(0, 3, 2, 1) * weight
                    weights[window] += weight
        total /= weights
        return total[(slice(None), *(slice(b, b + n) for b, n in zip(before, volume.shape)))]

    def to_grid(self, logits, shape, spacing):
        """Labels on a grid of `shape` and `spacing` (mm): linear logits then argmax, or nearest labels."""
        target = self.card["preprocessing"]["grid"]["spacingMm"]
        at = [np.arange(n) * s / t for n, s, t in zip(shape, spacing, target)]
        if self.card["postprocessing"]["upsample"] == "nearest":
            index = [np.clip(np.floor(a + 0.5).astype(int), 0, n - 1) for a, n in zip(at, logits.shape[1:])]
            return logits.argmax(0).astype(np.uint8)[np.ix_(*index)]
        labels = np.empty(shape, np.uint8)
        logits = interpolate(interpolate(logits, 1, at[0]), 2, at[1])
        for z in range(shape[2]):                                   # slice by slice: all logits at once would not fit
            labels[..., z] = interpolate(logits, 3, at[2][z:z + 1])[..., 0].argmax(0)
        return labels

    def clean(self, labels, voxel_ml):
        """Keeps the largest 6-connected part of each label, and only if it has at least minVolumeMl."""
        rule = self.card["postprocessing"]
        result = np.zeros_like(labels)
        for entry in self.card["labels"]:
            part, count = ndi.label(labels == entry["index"])
            if count:
                sizes = np.bincount(part.ravel())[1:]
                if sizes.max() * voxel_ml >= rule["minVolumeMl"]:
                    result[part == sizes.argmax() + 1] = entry["index"]
        return result


interpolate = data.interpolate_axis


def invert(transform):
    """The orientation transform that undoes `transform`."""
    result = np.empty_like(transform)
    for axis, (to, flip) in enumerate(transform):
        result[int(to)] = axis, flip
    return result


def gaussian(patch):
    """Window weights (X, Y, Z): product of Gaussians of sigma = size / 8 about (size - 1) / 2, at least 1e-4."""
    axes = [np.exp(-0.5 * ((np.arange(n) - (n - 1) / 2) / (n / 8)) ** 2) for n in patch]
    return np.maximum(np.einsum("x,y,z->xyz", *axes), 1e-4).astype(np.float32)


def starts(size, patch, overlap):
    """Evenly spread window starts along one axis: as many as steps of patch * (1 - overlap) need."""
    count = int(np.ceil((size - patch) / (patch * (1 - overlap)))) + 1
    return [int(np.floor(i * (size - patch) / max(count - 1, 1) + 0.5)) for i in range(count)]


def dice(found, truth):
    """Dice coefficient of two masks; None where the reference has nothing."""
    return float(2 * (found & truth).sum() / (found.sum() + truth.sum())) if truth.any() else None


def mr_cases(files):
    """CHAOS stacks as (name, modality, image, affine, reference)."""
    for path in files:
        image, label, spacing = data.load_mr(path)
        yield path.stem, "MR", image, np.diag([*spacing, 1.0]), label


def simulated_cases(files, count=4):
    """Whole CT-like scans of the patients at 3 mm, with chest and pelvis."""
    for path in files:
        patient, index = Anatomy(path), 0
        for number in range(count):
            while True:
                rng = np.random.default_rng((data.SEED + 2, index))
                index += 1
                smooth, classes, outside = warp(rng, patient.smooth, patient.classes, (104, 112, 128), patient.whole)
                if all((classes[0] == i).sum() > 1500 for i in range(1, 5)):
                    break
            volume = torch.where(classes[3] > 0, ct_like(rng, smooth, classes, outside), torch.full((), -1000.0))
            yield (f"simulated {path.stem}.{number}", "CT", volume.numpy().transpose(2, 1, 0), np.diag([3.0, 3, 3, 1]),
                   classes[0].numpy().transpose(2, 1, 0))


def ct_cases():
    """The two CT studies with TotalSegmentator labels; each used once, at the end."""
    root = data.data_root()
    image = nib.load(root / "ct-abdomen" / "ct.nii.gz")
    label = np.asarray(nib.load(root / "ct-abdomen" / "labels.nii.gz").dataobj)
    yield "ct-abdomen", "CT", image.get_fdata(dtype=np.float32), image.affine, ours(label)
    image, affine = read_series(root / "ct-dicom")
    reference = nib.load(root / "ct-dicom.labels.nii.gz")
    yield "ct-dicom", "CT", image, affine, ours(align(reference, image.shape, affine))


def ours(label):
    """TotalSegmentator labels as ours."""
    return sum(np.uint8(i) * (label == t).astype(np.uint8) for i, t in TOTALSEGMENTATOR.items())


def read_series(folder):
    """A DICOM CT series as an array (column, row, slice) in HU and its voxel-to-RAS affine."""
    slices = [pydicom.dcmread(p) for p in folder.iterdir()]
    row, column = (np.array(slices[0].ImageOrientationPatient, float)[i:i + 3] for i in (0, 3))
    normal = np.cross(row, column)
    slices.sort(key=lambda s: np.dot(normal, np.array(s.ImagePositionPatient, float)))
    image = np.stack([s.pixel_array.T * float(s.RescaleSlope) + float(s.RescaleIntercept) for s in slices], -1)
    first, last = (np.array(slices[i].ImagePositionPatient, float) for i in (0, -1))
    affine = np.eye(4)
    affine[:3, 0] = row * float(slices[0].PixelSpacing[1])
    affine[:3, 1] = column * float(slices[0].PixelSpacing[0])
    affine[:3, 2] = (last - first) / (len(slices) - 1)
    affine[:3, 3] = first
    return image.astype(np.float32), np.diag([-1, -1, 1, 1]) @ affine          # DICOM is LPS


def align(reference, shape, affine):
    """Nearest-neighbour values of a NIfTI label map on another grid."""
    transform = np.linalg.inv(reference.affine) @ affine
    return ndi.affine_transform(np.asarray(reference.dataobj).astype(np.uint8), transform[:3, :3], transform[:3, 3], shape, order=0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--card", type=Path, required=True)
    parser.add_argument("--set", choices=["validation", "test"], default="validation",
                        help="validation: MR of two patients and CT simulated from them; test: held-out MR and the two CTs")
    parser.add_argument("--upsample", choices=["nearest", "logits"], help="instead of what the card says")
    parser.add_argument("--depth", type=int, help="z size of the window in voxels, instead of what the card says")
    parser.add_argument("--save", type=Path, help="folder for label maps on the original grids (NIfTI)")
    parser.add_argument("--json", type=Path, help="results for export.py")
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.card)
    if arguments.upsample:
        pipeline.card["postprocessing"]["upsample"] = arguments.upsample
    if arguments.depth:
        pipeline.card["preprocessing"]["grid"]["patch"][2] = arguments.depth
    _, validation, test = data.split_mr()
    cases = list(mr_cases(validation if arguments.set == "validation" else test))
    cases += ct_cases() if arguments.set == "test" else simulated_cases(validation)
    results = []
    for name, modality, image, affine, reference in cases:
        start = time.time()
        found = pipeline(image, affine, modality)
        scores = {data.LABELS[i]: dice(found == i, reference == i) for i in range(1, 5)}
        ml = abs(np.linalg.det(affine[:3, :3])) / 1000
        volumes = {data.LABELS[i]: [round(float((m == i).sum() * ml), 1) for m in (found, reference)] for i in range(1, 5)}
        results.append({"case": name, "modality": modality, "dice": scores, "ml": volumes})
        print(name, modality, image.shape, f"{time.time() - start:.1f} s", *(
            f"{k} {v:.3f} ({(found == i).sum() * ml:.0f}/{(reference == i).sum() * ml:.0f} ml)" if v is not None
            else f"{k} absent (found {(found == i).sum() * ml:.0f} ml)" for i, (k, v) in enumerate(scores.items(), 1)), flush=True)
        if arguments.save:
            arguments.save.mkdir(parents=True, exist_ok=True)
            nib.save(nib.Nifti1Image(found, affine), arguments.save / f"{name}.nii.gz")
            nib.save(nib.Nifti1Image(image, affine), arguments.save / f"{name}.image.nii.gz")
    for modality in sorted({r["modality"] for r in results}):
        for structure in data.LABELS[1:]:
            values = [r["dice"][structure] for r in results if r["modality"] == modality and r["dice"][structure] is not None]
            if values:
                print(f"{modality} {structure}: mean {np.mean(values):.3f} sd {np.std(values):.3f} n {len(values)}")
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
