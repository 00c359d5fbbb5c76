"""Measures the shipped file on held-out pictures, and says what it makes of pictures of other kinds."""
import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
import yaml
from PIL import Image

import data


def probabilities(card, session, items):
    """(n, labels) by the card alone."""
    picture = card["preprocessing"]["picture"]
    rows = []
    for image, _ in items:
        x = (data.stretch(image, picture["size"][1], picture["size"][0]).numpy()[None, None] / 255 - picture["mean"][0]) / picture["sd"][0]
        z = session.run(None, {"image": x.astype(np.float32)})[0][0].astype(np.float64) / card["postprocessing"]["temperature"]
        e = np.exp(z - z.max())
        rows.append(e / e.sum())
    return np.array(rows)


def calibration_error(p, y, bins=15):
    """Expected calibration error of the best class's probability, equal bins weighted by their size."""
    best, hit = p.max(1), p.argmax(1) == y
    which = np.minimum((best * bins).astype(int), bins - 1)
    return float(sum(np.mean(which == b) * abs(best[which == b].mean() - hit[which == b].mean()) for b in np.unique(which)))


def others():
    """Pictures of kinds it was not trained on, by name; none of them entered the training."""
    root = data.ROOT
    smears = [(i, 6) for i, _ in data.smears("held_out")]
    mr = []
    for file in sorted((root / "mr-abdomen").glob("*.npz")):
        with np.load(file) as npz:
            image = npz["image"].astype(np.float32)
        high = np.percentile(image, 99.5)
        mr += [(np.clip(image[:, :, k].T[::-1] / high * 255, 0, 255), 6) for k in range(4, image.shape[2] - 4, 6)]
    rng = np.random.default_rng(1)
    noise = [(rng.uniform(0, 255, (48, 64)).astype(np.float32), 6) for _ in range(50)]
    liver = [(data.load(f), 0) for f in sorted((root / "liver-slices" / "images").rglob("*.jp*g"))[:400:4]]
    return {"smears (grey)": smears, "abdominal MR": mr, "noise": noise, "abdominal CT of another source": liver,
            "chest x-rays of children": data.small_chests("held_out")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--json")
    args = parser.parse_args()
    card = yaml.safe_load((Path(args.model) / "card.yaml").read_text())
    session = onnxruntime.InferenceSession(Path(args.model) / card["network"]["file"])
    items = data.known("held_out")
    p, y = probabilities(card, session, items), np.array([label for _, label in items])
    recalls = [float(np.mean(p[y == k].argmax(1) == k)) for k in range(6)]
    n, source = len(y), "MedNIST, held-out files"
    sure = p.max(1) >= card["domain"]["minProbability"]
    print(f"held out: accuracy {np.mean(p.argmax(1) == y):.4f}, balanced {np.mean(recalls):.4f}, ece {calibration_error(p, y):.4f}, n {n}; "
          f"claimed {np.mean(sure):.4f}, right among them {np.mean(p[sure].argmax(1) == y[sure]):.4f}")
    for name, found in others().items():
        q = probabilities(card, session, found)
        best = [data.LABELS[k] if v >= card["domain"]["minProbability"] else "unsure" for k, v in zip(q.argmax(1), q.max(1))]
        print(f"{name} ({len(found)}):", {k: best.count(k) for k in sorted(set(best))},
              f"chest x-ray at least 0.8: {np.mean(q[:, 4] >= 0.8):.3f}")
    if args.json:
        common = {"modality": "OT", "n": n, "data": source, "evaluator": "training/modality"}
        rows = [{"metric": "accuracy", "mean": round(float(np.mean(p.argmax(1) == y)), 4), **common},
                {"metric": "balanced_accuracy", "mean": round(float(np.mean(recalls)), 4), **common},
                {"metric": "ece", "mean": round(calibration_error(p, y), 4), **common}]
        for k, label in enumerate(data.LABELS[:6]):
            rows.append({"structure": label, "metric": "sensitivity", "mean": round(recalls[k], 4), **common, "n": int(np.sum(y == k))})
        Path(args.json).write_text(json.dumps(rows))


if __name__ == "__main__":
    main()
