"""AUC, accuracy, calibration. `python evaluate.py --model ../../models/pneumonia` measures the shipped file on the held-out pictures."""
import argparse
import json

import numpy as np
import torch

import data


@torch.no_grad()
def logits(model, images):
    model.eval()
    return model(torch.from_numpy(images.astype(np.float32))[:, None] / 255).numpy()


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def probabilities(model, images, labels):
    return softmax(logits(model, images))[:, 1], labels


def auc(p, y):
    """Probability that a picture with pneumonia scores higher than one without, ties half."""
    positive, negative = p[y == 1], p[y == 0]
    return float(np.mean((positive[:, None] > negative[None]) + 0.5 * (positive[:, None] == negative[None])))


def temperature(z, y):
    """The divisor of the logits with the smallest cross-entropy, both classes weighing the same."""
    weight = np.where(y == 1, 0.5 / np.mean(y == 1), 0.5 / np.mean(y == 0))
    steps = np.arange(0.3, 3.001, 0.01)
    costs = [-np.mean(weight * np.log(np.clip(softmax(z / t)[np.arange(len(y)), y], 1e-12, 1))) for t in steps]
    return float(round(steps[int(np.argmin(costs))], 2))


def calibration_error(p, y, bins=10):
    """Expected calibration error of the probability of pneumonia: |mean probability - share| over equal bins, weighted by their size."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(np.sum(which == b) / len(y) * abs(p[which == b].mean() - y[which == b].mean()) for b in np.unique(which)))


def measures(p, y):
    found = p >= 0.5
    sensitivity, specificity = float(np.mean(found[y == 1])), float(np.mean(~found[y == 0]))
    return {"auc": auc(p, y), "accuracy": float(np.mean(found == y)), "balanced_accuracy": (sensitivity + specificity) / 2,
            "sensitivity": sensitivity, "specificity": specificity, "ece": calibration_error(p, y), "n": len(y)}


def main():
    import onnxruntime
    import yaml
    from pathlib import Path

    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--json")
    args = parser.parse_args()
    card = yaml.safe_load((Path(args.model) / "card.yaml").read_text())
    session = onnxruntime.InferenceSession(Path(args.model) / card["network"]["file"])
    picture = card["preprocessing"]["picture"]
    images, y = data.load("held_out")
    x = (images.astype(np.float32)[:, None] / 255 - picture["mean"][0]) / picture["sd"][0]
    z = np.concatenate([session.run(None, {"image": i[None].astype(np.float32)})[0] for i in x]).astype(np.float64)
    p = softmax(z / card["postprocessing"]["temperature"])[:, 1]
    found = measures(p, y)
    print("held out:", {k: round(v, 4) for k, v in found.items()})
    if args.json:
        n = found.pop("n")
        common = {"modality": "DX", "n": n, "data": "PneumoniaMNIST, its val part (135 normal, 389 pneumonia)", "evaluator": "training/pneumonia"}
        Path(args.json).write_text(json.dumps([{"structure": "pneumonia", "metric": k, "mean": round(v, 4), **common} for k, v in found.items()]))


if __name__ == "__main__":
    main()
