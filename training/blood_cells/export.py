"""Writes the ONNX file (its input already scaled by the card's mean and sd) and the card; thresholds and errors come from the validation pictures."""
import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import torch.nn as nn
import torch.nn.functional as F
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import plain_onnx  # noqa: E402

import data  # noqa: E402
import evaluate
import train

MEAN, SD = 0.7, 0.2  # of Detector.forward
CODES = ["41898006", "52501007", "16378004"]  # SNOMED CT: erythrocyte, leukocyte, platelet
NOTE = """Trained on 170 fields of 640x480 pixels of stained smears from one source (red cells about 104 pixels wide, with augmentation 75 to 145), each with
one white cell or few. Boxes by hand leave out many red cells that are plainly there (cut ones, covered ones), so the count of red cells and the one by hand
differ by several. White cells are not told apart; sickle cells, parasites and clumped platelets are not looked for. Not for clinical use."""


class Scaled(nn.Module):
    """The network on an input that is scaled already."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        m = self.model
        levels = [m.stem(x)]
        for stage in m.down:
            levels.append(stage(levels[-1]))
        y = m.side[-1](levels[-1])
        for i in range(len(m.down) - 1, -1, -1):
            y = m.merge[i](F.interpolate(y, scale_factor=2.0, mode="nearest") + m.side[i](levels[i]))
        return m.head(y)


def colours(rgb):
    """Mean of R, G, B, their standard deviations, mean chroma; all of 1."""
    x = rgb.astype(np.float64) / 255
    return np.concatenate([x.mean((0, 1)), x.std((0, 1)), [(x.max(2) - x.min(2)).mean()]])


def colour_rule():
    """Mean and inverse covariance of the training pictures; a little is added, for other lamps and cameras. Limits from validation."""
    seen = np.array([colours(data.picture(n)) for n in data.names("train")])
    mean, precision = seen.mean(0), np.linalg.inv(np.cov(seen.T) + np.diag([0.02 ** 2] * 7))
    distances = [float(np.sqrt((f - mean) @ precision @ (f - mean))) for f in (colours(data.picture(n)) for n in data.names("validation"))]
    limit = round(max(distances) * 1.25, 1)
    print(f"colour distance: validation median {np.median(distances):.2f}, largest {max(distances):.2f}; warned from {limit}, refused from {2 * limit}")
    return {"mean": [round(float(v), 5) for v in mean], "precision": [[round(float(v), 2) for v in row] for row in precision],
            "warn": limit, "refuse": round(2 * limit, 1)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--model", required=True)
    parser.add_argument("--results", help="JSON of evaluate.py: enters the card")
    args = parser.parse_args()
    model = train.Detector()
    model.load_state_dict(torch.load(args.checkpoint, weights_only=True))
    model.eval()
    folder = Path(args.model)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "blood-cells.onnx"
    example = torch.rand(1, 3, 256, 320)
    torch.onnx.export(Scaled(model).eval(), ((example - MEAN) / SD,), file, input_names=["image"], output_names=["output"], opset_version=18,
                      dynamo=True, external_data=False)
    plain_onnx.strip(file)
    session = onnxruntime.InferenceSession(file)
    difference = np.abs(session.run(None, {"image": ((example - MEAN) / SD).numpy()})[0] - model(example).detach().numpy()).max()
    print("torch and ONNX Runtime differ by", difference)
    assert difference < 1e-3
    found, truth = evaluate.gather(model, "validation")
    thresholds, maes = evaluate.best_thresholds(found, truth)
    counted = evaluate.counts(found, thresholds)
    by_hand = np.array([[np.sum(c == k) for k in range(3)] for _, c in truth])
    rank = int(np.ceil((len(truth) + 1) * 0.9)) - 1
    errors = [int(np.sort(np.abs(counted[:, k] - by_hand[:, k]))[rank]) for k in range(3)]
    print("validation: thresholds", thresholds, "count MAE", [round(m, 2) for m in maes], "error of nine in ten", errors)
    content = file.read_bytes()
    card = {
        "name": "blood-cells", "version": "1.0.0", "title": "Red cells, white cells and platelets in a blood smear", "task": "detection",
        "network": {"file": file.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "input": "image", "output": "output"},
        "origin": "shipped", "licence": "MIT",
        "preprocessing": {"picture": {"size": [320, 256], "channels": "rgb", "fit": "tiles", "scale": data.SCALE, "overlap": 0.4,
                                      "mean": [MEAN] * 3, "sd": [SD] * 3}},
        "labels": [{"index": k + 1, "name": name, "code": {"system": "SCT", "value": CODES[k]}, "threshold": thresholds[k], "countError": errors[k]}
                   for k, name in enumerate(data.CLASSES)],
        "postprocessing": {"boxes": {"stride": evaluate.STRIDE, "unit": evaluate.UNIT, "nmsIou": evaluate.NMS_IOU}},
        "domain": {"modality": ["SM", "XC"], "anatomy": "blood smear", "note": " ".join(NOTE.split()), "colours": colour_rule(),
                   "widthPx": {"label": "red_blood_cells", "low": 70, "high": 150}},
        "training": {"data": ["BCCD (MIT), 170 pictures train, 35 validation for thresholds and choices"], "cases": 170,
                     "split": "by picture: its own val.txt (87) held out, every sixth of train.txt for validation", "seed": 20261124,
                     "script": "training/blood_cells"},
        "accuracy": json.loads(Path(args.results).read_text()) if args.results else [],
        "citation": "BCCD dataset, Shenggan and cosmicad (MIT). Zhou et al., Objects as Points, arXiv:1904.07850 (2019), for the idea of centres.",
    }
    (folder / "card.yaml").write_text(yaml.safe_dump(card, sort_keys=False, width=150, default_flow_style=None, allow_unicode=True))


if __name__ == "__main__":
    main()
