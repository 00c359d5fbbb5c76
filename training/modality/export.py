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

MEAN, SD = 0.4, 0.3  # of Classifier.forward
# SNOMED CT codes of the body parts.
KINDS = {"abdomen_ct": ("CT", "abdomen", "818981001"), "chest_ct": ("CT", "chest", "816094009"), "head_ct": ("CT", "head", "69536005"),
         "breast_mr": ("MR", "breast", "76752008"), "chest_xray": ("DX", "chest", "816094009"), "hand_xray": ("DX", "hand", "85562004"), "other": None}
NOTE = """Trained on the six kinds of MedNIST (64x64, each from one collection, so contrast and framing vary little) and, as "other", on blood
smears and drawn noise; chest x-rays of children (PneumoniaMNIST) are among the chest x-rays. Of 100 abdominal CT slices of another source (MSD) 70 were taken for head
CT and none for abdominal CT: trust the body part of a CT slice only if it looks like MedNIST. Of 75 abdominal MR slices, which it never saw, 35 were
taken for abdominal CT. Every picture it has not seen the like of (MR of other
parts, ultrasound, x-rays of other joints, photographs) may be taken for one of the six. Colour pictures are refused. Not for clinical use."""


class Scaled(nn.Module):
    """The network on an input that is scaled already."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, x):
        return self.model.head(self.model.body(x))


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
    file = folder / "modality.onnx"
    example = torch.rand(1, 1, data.SIZE, data.SIZE)
    torch.onnx.export(Scaled(model).eval(), ((example - MEAN) / SD,), file, input_names=["image"], output_names=["logits"], opset_version=18,
                      dynamo=True, external_data=False)
    plain_onnx.strip(file)
    session = onnxruntime.InferenceSession(file)
    difference = np.abs(session.run(None, {"image": ((example - MEAN) / SD).numpy()})[0] - model(example).detach().numpy()).max()
    print("torch and ONNX Runtime differ by", difference)
    assert difference < 1e-4
    measured = json.loads(Path(args.results).read_text()) if args.results else []
    content = file.read_bytes()
    labels = []
    for i, label in enumerate(data.LABELS):
        entry = {"index": i + 1, "name": label}
        if KINDS[label]:
            modality, part, code = KINDS[label]
            entry.update(code={"system": "SCT", "value": code}, modality=modality, bodyPart=part)
        labels.append(entry)
    card = {
        "name": "modality", "version": "1.0.0", "title": "Modality and body part of a picture", "task": "classification",
        "network": {"file": file.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "input": "image", "output": "logits"},
        "origin": "shipped", "licence": "CC-BY-SA-4.0",
        "preprocessing": {"picture": {"size": [data.SIZE, data.SIZE], "channels": "grey", "fit": "stretch", "mean": [MEAN], "sd": [SD]}},
        "labels": labels, "postprocessing": {"temperature": saved["temperature"]},
        "domain": {"modality": ["CT", "MR", "DX"], "anatomy": "body", "note": " ".join(NOTE.split()), "maxChroma": 0.05, "minProbability": 0.8,
                   "other": "other"},
        "training": {"data": ["MedNIST, 6 kinds, 300 pictures each (CC-BY-SA-4.0), after Apolo's copy", "PneumoniaMNIST, 3882 pictures (CC-BY-4.0)",
                              "BCCD blood smears, 205 pictures (MIT)"],
                     "cases": 1800, "split": "by the file's place in its sorted folder: every fifth held out, the next for choices",
                     "seed": data.SEED, "script": "training/modality"},
        "accuracy": measured,
        "citation": "MedNIST, gathered by B. Erickson (Mayo Clinic) from TCIA, the RSNA Bone Age Challenge and the NIH Chest X-ray collection.",
    }
    (folder / "card.yaml").write_text(yaml.safe_dump(card, sort_keys=False, width=150, default_flow_style=None, allow_unicode=True))


if __name__ == "__main__":
    main()
