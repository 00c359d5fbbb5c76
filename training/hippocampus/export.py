"""Writes the ONNX file of a checkpoint and its model card, and checks ONNX Runtime against torch on a validation crop."""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import yaml

import data
from network import UNet
from train import boxed

NAME = "hippocampus"
# No codes: none was found for these parts. Bounds: half of the least and twice the most of the 200 references.
PLAUSIBLE_ML = {"hippocampus_anterior": [0.6, 5.0], "hippocampus_posterior": [0.6, 4.0]}
NOTE = ("Trained on crops of T1-weighted MR of the head around one hippocampus, resampled to 1 mm (35 x 50 x 36 mm on average). It does not find the "
        "hippocampus in a whole head: crop first (a larger scan is refused). Adults, healthy or with a psychotic disorder; it has never seen "
        "children, epilepsy, dementia, tumours, contrast agent, T2 or FLAIR. The files of one person's two sides may lie in different parts of the "
        "split (their names do not say), so the accuracy may be a little flattered. Not for clinical use.")
CITATION = ("Antonelli et al., The Medical Segmentation Decathlon, Nat Commun 13:4128 (2022). Vallières et al., soft-tissue sarcoma data, "
            "Phys Med Biol 60:5471 (2015), as examples of what is no hippocampus.")


def write_onnx(checkpoint, path):
    """Exports to opset 17, input image (1, 1, Z, Y, X), output logits (1, 3, Z, Y, X); returns the torch model."""
    model = UNet()
    model.load_state_dict(checkpoint["model"])
    model.eval()
    axes = {2: "z", 3: "y", 4: "x"}
    torch.onnx.export(model, torch.zeros(1, 1, *data.PATCH), str(path), opset_version=17, dynamo=False,
                      input_names=["image"], output_names=["logits"], dynamic_axes={"image": axes, "logits": axes})
    return model


def largest_difference(model, path):
    """Largest absolute difference of the logits between torch (float32) and ONNX Runtime on a validation crop."""
    image, label, _ = data.load(data.split()[1][0])
    tensor = boxed(data.normalise(image), label)[0]
    with torch.no_grad():
        expected = model(tensor).numpy()
    return float(np.abs(expected - onnxruntime.InferenceSession(str(path)).run(["logits"], {"image": tensor.numpy()})[0]).max())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of the ONNX file and card.yaml")
    parser.add_argument("--results", type=Path, help="JSON of evaluate.py --set test; without it the card states no accuracy")
    arguments = parser.parse_args()
    arguments.model.mkdir(parents=True, exist_ok=True)
    path = arguments.model / f"{NAME}.onnx"
    checkpoint = torch.load(arguments.checkpoint)
    model = write_onnx(checkpoint, path)
    content = path.read_bytes()
    print(f"{path.name}: {len(content)} bytes, step {checkpoint['step']}; "
          f"largest difference torch - ONNX Runtime {largest_difference(model, path):.1e}")
    results = json.loads(arguments.results.read_text()) if arguments.results else []
    accuracy = []
    for i, name in enumerate(data.LABELS[1:] if results else []):
        values = [r["dice"][i] for r in results]
        accuracy.append({"structure": name, "modality": "MR", "metric": "dsc", "mean": round(float(np.mean(values)), 3),
                         "sd": round(float(np.std(values)), 3), "n": len(values), "data": "MSD Task04, held-out files, manual labels",
                         "evaluator": "heliograph"})
    card = {
        "name": NAME, "version": "1.0.0", "title": "Anterior and posterior hippocampus in MR", "task": "segmentation",
        "network": {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "input": "image", "output": "logits"},
        "origin": "shipped", "licence": "CC-BY-SA-4.0",
        "preprocessing": {
            "orientation": "RAS",
            "grid": {"mode": "spacing", "spacingMm": [1.0] * 3, "patch": list(data.PATCH[::-1]), "overlap": 0.5},
            "intensity": {"MR": {"scheme": "percentile", "low": data.PERCENTILES[0], "high": data.PERCENTILES[1], "outLow": 0.0, "outHigh": 1.0}}},
        "labels": [{"index": i, "name": n, "plausibleMl": PLAUSIBLE_ML[n]} for i, n in enumerate(data.LABELS) if i],
        "postprocessing": {"upsample": "logits", "largestComponent": True, "minVolumeMl": 0.2},
        "domain": {"modality": ["MR"], "anatomy": "region of one hippocampus", "minExtentMm": [20, 30, 15], "maxExtentMm": [70, 90, 70],
                   "note": NOTE, "minOrganVolumeMl": 0.6},
        "training": {"data": ["MSD Task04 hippocampus (CC-BY-SA-4.0), 130 crops train, 25 validation, 45 held out",
                              "Soft-tissue sarcoma T1-weighted MR of limbs and trunk, IBSI validation data (CC-BY-3.0), 10 scans without a hippocampus"],
                     "cases": 130, "split": "by file", "seed": data.SEED, "script": "training/hippocampus",
                     "minutes": round(checkpoint["minutes"]), "steps": checkpoint["step"]},
        "accuracy": accuracy,
        "citation": CITATION}
    (arguments.model / "card.yaml").write_text(
        yaml.safe_dump(card, sort_keys=False, default_flow_style=None, allow_unicode=True, width=130))


if __name__ == "__main__":
    main()
