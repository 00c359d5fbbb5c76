"""Writes the ONNX file (its input already scaled by the card's mean and sd) and the card with what `evaluate.py` measured."""
import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import torch.nn as nn
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import plain_onnx  # noqa: E402

import data  # noqa: E402
import train

MEAN, SD = 0.57, 0.17  # of Classifier.one
NOTE = """Trained on frontal chest x-rays of children of one to five years from one hospital, shrunk to 28x28 pixels: a picture of any size is shrunk to that, and
what a radiologist would look at is mostly gone. Not for adults, lateral views or other diseases: effusion, tumour or heart failure may be called pneumonia.
The probability assumes that three in four pictures show pneumonia, as in the collection; where it is rarer the probability is too high. Not for clinical use."""


class Scaled(nn.Module):
    """The network, with its mirror image, on an input that is scaled already."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        m = self.model
        return (m.head(m.body(x)) + m.head(m.body(x.flip(3)))) / 2


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", default="checkpoint.pt")
    parser.add_argument("--model", required=True)
    parser.add_argument("--results", help="JSON of evaluate.py: enters the card")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, weights_only=True)
    model = train.Classifier()
    model.load_state_dict(saved["weights"])
    model.eval()
    folder = Path(args.model)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pneumonia.onnx"
    example = torch.rand(1, 1, 28, 28)
    torch.onnx.export(Scaled(model).eval(), ((example - MEAN) / SD,), file, input_names=["image"], output_names=["logits"], opset_version=18,
                      dynamo=True, external_data=False)
    plain_onnx.strip(file)
    session = onnxruntime.InferenceSession(file)
    difference = np.abs(session.run(None, {"image": ((example - MEAN) / SD).numpy()})[0] - model(example).detach().numpy()).max()
    print("torch and ONNX Runtime differ by", difference)
    assert difference < 1e-4
    content = file.read_bytes()
    card = {
        "name": "pneumonia", "version": "1.0.0", "title": "Pneumonia in chest x-rays of children (28x28)", "task": "classification",
        "network": {"file": file.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "input": "image", "output": "logits"},
        "origin": "shipped", "licence": "CC-BY-4.0",
        "preprocessing": {"picture": {"size": [28, 28], "channels": "grey", "fit": "crop", "mean": [MEAN], "sd": [SD]}},
        "labels": [{"index": 1, "name": "normal", "code": {"system": "SCT", "value": "17621005"}},
                   {"index": 2, "name": "pneumonia", "code": {"system": "SCT", "value": "233604007"}}],
        "postprocessing": {"temperature": saved["temperature"]},
        "domain": {"modality": ["DX", "CR"], "anatomy": "chest", "note": " ".join(NOTE.split()), "maxChroma": 0.05,
                   "gate": {"model": "modality", "label": "chest_xray", "atLeast": 0.5}},
        "training": {"data": ["PneumoniaMNIST, a community copy of its train part (CC-BY-4.0), 3105 pictures train, 777 for temperature and choices"],
                     "cases": 3105, "split": "by picture; the copy does not say which patient", "seed": data.SEED, "script": "training/pneumonia"},
        "accuracy": json.loads(Path(args.results).read_text()) if args.results else [],
        "citation": "Yang et al., MedMNIST v2, Scientific Data 10:41 (2023). Kermany et al., Cell 172:1122 (2018).",
    }
    (folder / "card.yaml").write_text(yaml.safe_dump(card, sort_keys=False, width=150, default_flow_style=None, allow_unicode=True))


if __name__ == "__main__":
    main()
