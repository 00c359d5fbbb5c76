"""Decodes the network's output (the reference for the Java code) and measures AP, F1 and counts."""
import argparse
import json

import numpy as np
import torch

import data

STRIDE = 8  # of the output's cells to the network's pixels
UNIT = 16.0  # of the logarithmic distances, in network pixels
NMS_IOU = 0.5


def edges(distances):
    """(N, 4, h, w) log distances to (N, 4, h, w) left, top, right, bottom in network pixels."""
    h, w = distances.shape[2:]
    d = torch.exp(distances.clamp(-6, 4)) * UNIT
    x = (torch.arange(w) + 0.5) * STRIDE
    y = ((torch.arange(h) + 0.5) * STRIDE)[:, None]
    return torch.stack([x - d[:, 0], y - d[:, 1], x + d[:, 2], y + d[:, 3]], 1)


def iou(a, b):
    """(n, 4) and (m, 4) to (n, m)."""
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = np.prod(np.clip(high - low, 0, None), axis=2)
    area = lambda x: np.prod(x[:, 2:] - x[:, :2], axis=1)
    return inter / np.maximum(area(a)[:, None] + area(b)[None] - inter, 1e-9)


def decode(output, scale_x, scale_y, width, height, threshold=0.05, nms=NMS_IOU):
    """Output (7, h, w) to boxes (n, 4) in pixels of a picture `width` x `height`, scores, classes; best first.

    A centre is a cell whose logit is the highest of its 3x3 neighbours (of equals the first counts, by the suppression).
    """
    n = len(data.CLASSES)
    score = torch.sigmoid(output[:n])
    top = torch.nn.functional.max_pool2d(output[None, :n], 3, 1, 1)[0]
    c, y, x = torch.nonzero((output[:n] == top) & (score >= threshold), as_tuple=True)
    e = edges(output[None, n:])[0][:, y, x].T.numpy() / np.array([scale_x, scale_y, scale_x, scale_y], np.float32)
    e = np.clip(e, 0, np.array([width, height, width, height], np.float32))
    s, c = score[c, y, x].numpy(), c.numpy()
    order = np.argsort(-s, kind="stable")
    kept = []
    for i in order:
        if all(c[i] != c[k] or iou(e[i:i + 1], e[k:k + 1])[0, 0] <= nms for k in kept):
            kept.append(i)
    return e[kept], s[kept], c[kept]


@torch.no_grad()
def detect(model, name, threshold=0.05, nms=NMS_IOU):
    rgb = data.picture(name)
    h, w = rgb.shape[:2]
    tensor = torch.zeros(3, 256, 320)
    tensor[:, :240] = data.shrink(rgb, 240, 320)
    return decode(model(tensor[None])[0], 320 / w, 240 / h, w, h, threshold, nms)


def average_precision(found, truth, k, at=0.5):
    """Area under the interpolated precision-recall curve of class k (all points, as VOC from 2010 on).

    `found`: per picture (boxes, scores, classes); `truth`: per picture (boxes, classes).
    """
    marks, total = [], 0
    for (b, s, c), (tb, tc) in zip(found, truth):
        b, s, tb = b[c == k], s[c == k], tb[tc == k]
        total += len(tb)
        free = np.ones(len(tb), bool)
        for i in np.argsort(-s, kind="stable"):
            hit = False
            if len(tb):
                o = iou(b[i:i + 1], tb)[0]
                j = int(np.argmax(np.where(free, o, -1)))
                hit = bool(free[j] and o[j] >= at)
                free[j] &= not hit
            marks.append((s[i], hit))
    if not marks or not total:
        return 0.0
    hits = np.array([h for _, h in sorted(marks, key=lambda m: -m[0])], float)
    recall, precision = np.cumsum(hits) / total, np.cumsum(hits) / np.arange(1, len(hits) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(np.concatenate([[0], recall])) * precision))


def counts(found, thresholds):
    """(pictures, classes)."""
    return np.array([[np.sum(s[c == k] >= thresholds[k]) for k in range(len(thresholds))] for _, s, c in found])


def gather(model, part, nms=NMS_IOU):
    names = data.names(part)
    return [detect(model, n, nms=nms) for n in names], [data.boxes(n) for n in names]


def best_thresholds(found, truth):
    """Per class the score with the smallest mean absolute error of the count; the middle of equally good ones."""
    real = np.array([[np.sum(c == k) for k in range(len(data.CLASSES))] for _, c in truth])
    chosen, errors = [], []
    steps = np.arange(0.1, 0.71, 0.01)
    for k in range(len(data.CLASSES)):
        mae = np.array([np.abs(counts(found, [t] * len(data.CLASSES))[:, k] - real[:, k]).mean() for t in steps])
        good = np.flatnonzero(mae <= mae.min() + 1e-9)
        chosen.append(round(float(steps[good[len(good) // 2]]), 2))
        errors.append(float(mae.min()))
    return chosen, errors


def judge(model, part):
    model.eval()
    found, truth = gather(model, part)
    return [average_precision(found, truth, k) for k in range(len(data.CLASSES))], best_thresholds(found, truth)[1]


def starts(n, tile, overlap):
    """Where tiles begin: even steps, the overlap at least as asked for."""
    if n <= tile:
        return [0]
    count = int(np.ceil((n - tile) / (tile * (1 - overlap)))) + 1
    return [int(np.floor(i * (n - tile) / (count - 1) + 0.5)) for i in range(count)]


def by_card(card, session, rgb):
    """(H, W, 3) uint8 to boxes, scores, classes, best first, at the card's thresholds: what the Java code does."""
    p, b = card["preprocessing"]["picture"], card["postprocessing"]["boxes"]
    (tw, th), (h, w) = p["size"], rgb.shape[:2]
    sw, sh = max(1, round(w * p["scale"])), max(1, round(h * p["scale"]))
    small = data.shrink(rgb, sh, sw)
    mean, sd = torch.tensor(p["mean"])[:, None, None], torch.tensor(p["sd"])[:, None, None]
    xs, ys = starts(sw, tw, p["overlap"]), starts(sh, th, p["overlap"])
    edge = lambda s, i, t: -np.inf if i == 0 else np.inf if i == len(s) else (s[i] + s[i - 1] + t) / 2
    found = []
    for j, y in enumerate(ys):
        for i, x in enumerate(xs):
            tile = torch.zeros(3, th, tw)
            part = small[:, y:y + th, x:x + tw]
            tile[:, :part.shape[1], :part.shape[2]] = part
            out = torch.from_numpy(session.run(None, {"image": ((tile - mean) / sd)[None].numpy()})[0][0])
            n, gh, gw = len(card["labels"]), th // b["stride"], tw // b["stride"]
            top = torch.nn.functional.max_pool2d(out[None, :n], 3, 1, 1)[0]
            score = torch.sigmoid(out[:n].double())
            least = torch.tensor([label["threshold"] for label in card["labels"]], dtype=torch.float64)[:, None, None]
            for c, cy, cx in torch.nonzero((out[:n] == top) & (score >= least)).tolist():
                mx, my = x + (cx + 0.5) * b["stride"], y + (cy + 0.5) * b["stride"]
                if edge(xs, i, tw) <= mx < edge(xs, i + 1, tw) and edge(ys, j, th) <= my < edge(ys, j + 1, th):
                    d = torch.exp(out[n:, cy, cx].double().clamp(-6, 4)) * b["unit"]
                    sx, sy = sw / w, sh / h
                    box = [(mx - d[0]) / sx, (my - d[1]) / sy, (mx + d[2]) / sx, (my + d[3]) / sy]
                    found.append(np.clip([float(v) for v in box], 0, [w, h, w, h]).tolist() + [float(score[c, cy, cx]), c])
    found.sort(key=lambda f: -f[4])
    kept = []
    for f in found:
        if all(f[5] != k[5] or iou(np.array([f[:4]]), np.array([k[:4]]))[0, 0] <= b["nmsIou"] for k in kept):
            kept.append(f)
    kept = np.array(kept).reshape(-1, 6)
    return kept[:, :4], kept[:, 4], kept[:, 5].astype(int)


def f1(found, truth, k, at=0.5):
    hits = total = claimed = 0
    for (b, s, c), (tb, tc) in zip(found, truth):
        b, tb = b[c == k], tb[tc == k]
        free = np.ones(len(tb), bool)
        claimed, total = claimed + len(b), total + len(tb)
        for box in b:
            if len(tb):
                o = np.where(free, iou(box[None], tb)[0], -1)
                j = int(np.argmax(o))
                if o[j] >= at:
                    free[j], hits = False, hits + 1
    return 2 * hits / max(1, claimed + total)


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
    names = data.names("held_out")
    truth = [data.boxes(n) for n in names]
    found = [by_card(card, session, data.picture(n)) for n in names]
    low = json.loads(json.dumps(card))
    for label in low["labels"]:
        label["threshold"] = 0.05
    ranked = [by_card(low, session, data.picture(n)) for n in names]
    rows, ap = [], []
    common = {"modality": "SM", "n": len(names), "data": "BCCD, its val.txt (boxes by hand, incomplete: see training/blood_cells)", "evaluator": "training/blood_cells"}
    for k, label in enumerate(card["labels"]):
        errors = np.array([np.sum(f[2] == k) - np.sum(t[1] == k) for f, t in zip(found, truth)])
        ap.append(average_precision(ranked, truth, k))
        inside = float(np.mean(np.abs(errors) <= label["countError"]))
        values = {"ap50": ap[-1], "f1": f1(found, truth, k), "count_mae": float(np.abs(errors).mean()), "coverage": inside}
        print(f"held out {label['name']}:", {m: round(v, 4) for m, v in values.items()}, f"bias {errors.mean():.2f}, n {len(names)}")
        rows += [{"structure": label["name"], "metric": m, "mean": round(v, 4), **common} for m, v in values.items()]
    rows.append({"metric": "ap50", "mean": round(float(np.mean(ap)), 4), **common})
    print(f"held out mAP50 {np.mean(ap):.4f}")
    if args.json:
        Path(args.json).write_text(json.dumps(rows))


if __name__ == "__main__":
    main()
