"""Writes the ONNX file of a checkpoint and its model card, and checks ONNX Runtime against torch on real data."""
import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import yaml

import data
from anatomy import Anatomy
from train import UNet

NAME = "abdomen-organs"
CODES = {"liver": "10200004", "spleen": "78961009", "left_kidney": "18639004", "right_kidney": "9846003"}
# Wide bounds for adults; a volume outside of them is warned about, not refused.
PLAUSIBLE_ML = {"liver": [700, 3500], "spleen": [50, 600], "left_kidney": [60, 350], "right_kidney": [60, 350]}
NOTE = ("Few scans: read the accuracy as a first impression. In ct-abdomen liver (1311 ml, reference 1126) and right kidney (256, reference 193) "
        "came out too large, spleen 275 of 261 ml, left kidney 145 of 137; in the 20 slices of ct-dicom, which cut the organs, spleen 174 of 249 ml, "
        "liver 744 of 699. In MR one of three held-out patients lost half of the right kidney (82 of 154 ml). "
        "Trained on 10 MR patients (CHAOS T2-SPIR, fat-suppressed, 7.7 mm slices), on CT-like and random contrasts simulated from "
        "their label maps, on single CT slices in which the liver is labelled and in some spleen and kidneys, by ourselves (portal-venous, some "
        "with liver tumours), and on CT of arms, legs and pelvis as background. It has never seen a whole CT with labels, T1-weighted or "
        "contrast-enhanced MR, kidney or spleen lesions, cysts, ascites, resected, transplanted or missing organs, children, or other "
        "spacings of MR. In MR it fails where liver and spleen are very dark (as with iron overload): one of two validation patients lost the "
        "spleen altogether and a fifth of the liver. Tumours inside an organ may be left out of it. The test cases had been evaluated with "
        "earlier versions; poor results in CT led to changes of the simulation. Not for clinical use.")
TRAINING = ["CHAOS T2-SPIR (CC-BY-NC-SA-4.0), 10 patients train, 2 validation, 3 held out",
            "MSD Task03 liver, JPEG slices (CC-BY-SA-4.0), 436 slices train, 63 validation; spleen and kidneys labelled by ourselves in 202 and 43 of them",
            "MedNIST slices without these organs (CC-BY-SA-4.0), 74 slices as background",
            "Soft-tissue sarcoma CT of limbs, IBSI validation data (CC-BY-3.0), 15 scans as background"]
TEST_DATA = {"MR": "CHAOS T2-SPIR, held-out patients, manual labels",
             "CT": "TotalSegmentator reference files ct-abdomen and ct-dicom (20 slices); the reference is a model's output, not manual"}
CITATION = ("Kavur et al., CHAOS Challenge, Med Image Anal 69:101950 (2021). Antonelli et al., The Medical Segmentation Decathlon, "
            "Nat Commun 13:4128 (2022). Billot et al., SynthSeg, Med Image Anal 86:102789 (2023), for the idea of simulated contrasts. "
            "Vallières et al., soft-tissue sarcoma data, Phys Med Biol 60:5471 (2015).")


def write_onnx(checkpoint, path):
    """Exports to opset 17, input image (1, 1, Z, Y, X), output logits (1, 5, Z, Y, X); returns the torch model."""
    model = UNet()
    model.load_state_dict(checkpoint["model"])
    model.eval()
    axes = {2: "z", 3: "y", 4: "x"}
    torch.onnx.export(model, torch.zeros(1, 1, *data.PATCH), str(path), opset_version=17, dynamo=False,
                      input_names=["image"], output_names=["logits"], dynamic_axes={"image": axes, "logits": axes})
    return model


def largest_difference(model, path):
    """Largest absolute difference of the logits between torch (float32) and ONNX Runtime on a validation patient."""
    image = Anatomy(data.split_mr()[1][0]).smooth[0].clamp(0, 1)
    tensor = torch.zeros(1, 1, *data.PATCH)
    part = image[:data.PATCH[0], :data.PATCH[1], :data.PATCH[2]]
    tensor[0, 0, :part.shape[0], :part.shape[1], :part.shape[2]] = part
    with torch.no_grad():
        expected = model(tensor).numpy()
    found = onnxruntime.InferenceSession(str(path)).run(["logits"], {"image": tensor.numpy()})[0]
    return float(np.abs(expected - found).max())


def accuracy(results):
    """The card's accuracy entries: mean and population sd of Dice per structure and modality."""
    entries = []
    for modality in ("MR", "CT"):
        for structure in data.LABELS[1:]:
            values = [r["dice"][structure] for r in results if r["modality"] == modality and r["dice"][structure] is not None]
            if values:
                entries.append({"structure": structure, "modality": modality, "metric": "dsc", "mean": round(float(np.mean(values)), 3),
                                "sd": round(float(np.std(values)), 3), "n": len(values), "data": TEST_DATA[modality],
                                "evaluator": "heliograph"})
    return entries


def card(path, checkpoint, results, upsample, depth):
    """The model card as a dictionary, in the order in which it is written."""
    low, high = data.CT_WINDOW
    content = path.read_bytes()
    return {
        "name": NAME, "version": "1.2.0", "title": "Liver, spleen and kidneys in CT and MR", "task": "segmentation",
        "network": {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content),
                    "input": "image", "output": "logits"},
        "origin": "shipped", "licence": "CC-BY-NC-SA-4.0",
        "preprocessing": {
            "orientation": "RAS",
            "grid": {"mode": "spacing", "spacingMm": [data.SPACING] * 3, "patch": [*data.PATCH[:0:-1], depth], "overlap": 0.5},
            "intensity": {"CT": {"scheme": "clip", "low": low, "high": high, "outLow": 0.0, "outHigh": 1.0},
                          "MR": {"scheme": "percentile", "low": 1.0, "high": 99.0, "outLow": 0.0, "outHigh": 1.0}}},
        "labels": [{"index": i, "name": n, "code": {"system": "SCT", "value": CODES[n]}, "plausibleMl": PLAUSIBLE_ML[n]}
                   for i, n in enumerate(data.LABELS) if i],
        "postprocessing": {"upsample": upsample, "largestComponent": True, "minVolumeMl": 5.0},
        "domain": {"modality": ["CT", "MR"], "anatomy": "abdomen", "minExtentMm": [200, 120, 30], "note": NOTE, "minOrganVolumeMl": 20.0},
        "training": {"data": TRAINING, "cases": 10, "split": "by patient", "seed": data.SEED, "script": "training/abdomen_organs",
                     "minutes": round(checkpoint["minutes"]), "steps": checkpoint["step"]},
        "accuracy": accuracy(results),
        "citation": CITATION}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder of the ONNX file and card.yaml")
    parser.add_argument("--results", type=Path, help="JSON of evaluate.py --set test; without it the card states no accuracy")
    parser.add_argument("--upsample", choices=["nearest", "logits"], default="logits")
    parser.add_argument("--depth", type=int, default=data.PATCH[0], help="z size of the window; any multiple of 16")
    arguments = parser.parse_args()
    arguments.model.mkdir(parents=True, exist_ok=True)
    path = arguments.model / f"{NAME}.onnx"
    checkpoint = torch.load(arguments.checkpoint)
    model = write_onnx(checkpoint, path)
    print(f"{path.name}: {path.stat().st_size} bytes, step {checkpoint['step']}; "
          f"largest difference torch - ONNX Runtime {largest_difference(model, path):.1e}")
    results = json.loads(arguments.results.read_text()) if arguments.results else []
    content = card(path, checkpoint, results, arguments.upsample, arguments.depth)
    (arguments.model / "card.yaml").write_text(
        yaml.safe_dump(content, sort_keys=False, default_flow_style=None, allow_unicode=True, width=130))


if __name__ == "__main__":
    main()
