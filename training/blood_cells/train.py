"""Trains the detector on CPU and keeps the averaged weights that do best on the validation pictures."""
import argparse
import math
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
import evaluate
from evaluate import STRIDE

def block(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Detector(nn.Module):
    """(N, 3, H, W) RGB 0 to 1, H and W multiples of 32, to (N, 7, H/8, W/8).

    Channels: the logit of a centre of each class, then the distances of the box's left, top, right and bottom edge from the
    cell's middle, as logarithms of units of 16 network pixels.
    """

    def __init__(self, widths=(16, 32, 64, 96, 128), classes=len(data.CLASSES)):
        super().__init__()
        w = widths
        self.stem = nn.Sequential(block(3, w[0], 2), block(w[0], w[1], 2), block(w[1], w[1]), block(w[1], w[2], 2), block(w[2], w[2]))
        self.down = nn.ModuleList([nn.Sequential(block(a, b, 2), block(b, b)) for a, b in zip(w[2:], w[3:])])
        self.side = nn.ModuleList([nn.Conv2d(c, 64, 1) for c in w[2:]])
        self.merge = nn.ModuleList([block(64, 64) for _ in w[3:]])
        self.head = nn.Sequential(block(64, 64), nn.Conv2d(64, classes + 4, 1))
        nn.init.constant_(self.head[-1].bias[:classes], -4.0)

    def forward(self, x):
        levels = [self.stem((x - 0.7) / 0.2)]
        for stage in self.down:
            levels.append(stage(levels[-1]))
        y = self.side[-1](levels[-1])
        for i in range(len(self.down) - 1, -1, -1):
            y = self.merge[i](F.interpolate(y, scale_factor=2.0, mode="nearest") + self.side[i](levels[i]))
        return self.head(y)


class Samples:
    """Random views of the training pictures; batches of (N, 3, 256, 320) or turned by 90 degrees, with their boxes."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.items = []
        for name in data.names("train"):
            b, c = data.boxes(name)
            image = data.shrink(data.picture(name), 240, 320)
            ground = torch.quantile(image.flatten(1), 0.9, dim=1)[:, None, None]
            self.items.append((image, ground, torch.from_numpy(b * data.SCALE), torch.from_numpy(c)))

    def view(self, item):
        r = self.random
        image, ground, b, c = item
        h, w = 256, 320
        scale = math.exp(r.uniform(-0.3, 0.3))
        aspect = math.exp(r.uniform(-0.08, 0.08))
        sx, sy = scale * aspect, scale / aspect
        # Where the picture's left upper corner comes to lie; a part of the picture may be lost, or blank space be added.
        dx = r.uniform(min(0, w - 320 * sx), max(0, w - 320 * sx)) + r.gauss(0, 12)
        dy = r.uniform(min(0, h - 240 * sy), max(0, h - 240 * sy)) + r.gauss(0, 12)
        theta = torch.tensor([[w / (320 * sx), 0, (w - 2 * dx) / (320 * sx) - 1], [0, h / (240 * sy), (h - 2 * dy) / (240 * sy) - 1]])
        grid = F.affine_grid(theta[None], (1, 3, h, w), align_corners=False)
        out = F.grid_sample(image[None] - ground, grid, "bilinear", "zeros", align_corners=False)[0] + ground
        b = b * torch.tensor([sx, sy, sx, sy]) + torch.tensor([dx, dy, dx, dy])
        area = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1])
        # Beyond the picture's edge is blank: what is lost there was never visible.
        x0, y0, x1, y1 = max(0, dx), max(0, dy), min(w, dx + 320 * sx), min(h, dy + 240 * sy)
        b = torch.stack([b[:, 0].clamp(x0, x1), b[:, 1].clamp(y0, y1), b[:, 2].clamp(x0, x1), b[:, 3].clamp(y0, y1)], 1)
        kept = (b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]) > 0.25 * area
        b, c = b[kept], c[kept]
        if r.random() < 0.5:
            out, b = out.flip(2), torch.stack([w - b[:, 2], b[:, 1], w - b[:, 0], b[:, 3]], 1)
        if r.random() < 0.5:
            out, b = out.flip(1), torch.stack([b[:, 0], h - b[:, 3], b[:, 2], h - b[:, 1]], 1)
        return self.colour(out), b, c

    def colour(self, image):
        r = self.random
        grey = image.mean(0, keepdim=True)
        image = grey + (image - grey) * r.uniform(0.6, 1.5)
        gains = torch.tensor([math.exp(r.gauss(0, 0.06)) for _ in range(3)])[:, None, None]
        image = (image * gains * math.exp(r.gauss(0, 0.1))).clamp(0, 1)
        image = image ** math.exp(r.gauss(0, 0.15))
        if r.random() < 0.3:
            image = image + torch.randn_like(image) * r.uniform(0, 0.03)
        return image.clamp(0, 1)

    def batches(self, size):
        """One epoch."""
        order = self.items[:]
        self.random.shuffle(order)
        for i in range(0, len(order) - size + 1, size):
            views = [self.view(item) for item in order[i:i + size]]
            images, targets = torch.stack([v[0] for v in views]), [v[1:] for v in views]
            if self.random.random() < 0.5:
                images, targets = images.transpose(2, 3), [(b[:, [1, 0, 3, 2]], c) for b, c in targets]
            yield images.contiguous(), targets


def targets(found, height, width):
    """Heat map (3, h, w); for the cells near a centre the edges (4, h, w) of the box in network pixels, and their weight (h, w)."""
    heat = torch.zeros(len(data.CLASSES), height, width)
    edges, weight = torch.zeros(4, height, width), torch.zeros(height, width)
    ys, xs = torch.meshgrid(torch.arange(height) + 0.5, torch.arange(width) + 0.5, indexing="ij")
    b, c = found
    # Large first, so that a small one before it keeps its own middle.
    for i in torch.argsort((b[:, 2] - b[:, 0]) * (b[:, 3] - b[:, 1]), descending=True).tolist():
        x0, y0, x1, y1 = (b[i] / STRIDE).tolist()
        cx, cy = min((x0 + x1) / 2, width - 0.01), min((y0 + y1) / 2, height - 0.01)
        sx, sy = max((x1 - x0) / 7, 0.7), max((y1 - y0) / 7, 0.7)
        # The peak is 1 in the cell that holds the centre.
        ix, iy = int(cx), int(cy)
        bump = torch.exp(-0.5 * (((xs - ix - 0.5) / sx) ** 2 + ((ys - iy - 0.5) / sy) ** 2))
        heat[c[i]] = torch.maximum(heat[c[i]], bump)
        near = bump > 0.5
        weight[near] = bump[near]
        edges[:, near] = b[i][:, None]
    return heat, edges, weight


def loss(output, batch):
    h, w = output.shape[2:]
    made = [targets(t, h, w) for t in batch]
    heat, edges, weight = (torch.stack([m[k] for m in made]) for k in range(3))
    n = len(data.CLASSES)
    logit = output[:, :n]
    p = torch.sigmoid(logit).clamp(1e-4, 1 - 1e-4)
    peak = heat > 0.999
    # Focal loss with reduced penalty near a centre (Law & Deng 2018, Zhou et al. 2019).
    focal = -torch.where(peak, (1 - p) ** 2 * p.log(), (1 - heat) ** 4 * p ** 2 * (1 - p).log()).sum() / peak.sum().clamp(min=1)
    found = evaluate.edges(output[:, n:])
    inter = (torch.minimum(found[:, 2], edges[:, 2]) - torch.maximum(found[:, 0], edges[:, 0])).clamp(min=0) * (
        torch.minimum(found[:, 3], edges[:, 3]) - torch.maximum(found[:, 1], edges[:, 1])).clamp(min=0)
    area = lambda e: (e[:, 2] - e[:, 0]) * (e[:, 3] - e[:, 1])
    union = area(found) + area(edges) - inter
    hull = (torch.maximum(found[:, 2], edges[:, 2]) - torch.minimum(found[:, 0], edges[:, 0])) * (
        torch.maximum(found[:, 3], edges[:, 3]) - torch.minimum(found[:, 1], edges[:, 1]))
    giou = inter / union.clamp(min=1e-3) - (hull - union) / hull.clamp(min=1e-3)
    return focal + 2 * ((1 - giou) * weight).sum() / weight.sum().clamp(min=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="checkpoint.pt")
    parser.add_argument("--start")
    parser.add_argument("--epochs", type=int, default=200)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=20261124)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    samples = Samples(args.seed)
    model = Detector()
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    print("parameters", sum(p.numel() for p in model.parameters()), "training pictures", len(samples.items), flush=True)
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True)
    optimizer = torch.optim.AdamW(model.parameters(), args.rate, weight_decay=1e-3)
    size, best, begun, step = 8, -1.0, time.time(), 0
    total = args.epochs * (len(samples.items) // size)
    for epoch in range(1, args.epochs + 1):
        model.train()
        losses = []
        for images, batch in samples.batches(size):
            for group in optimizer.param_groups:
                group["lr"] = args.rate * min(1, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / total))
            with torch.autocast("cpu", torch.bfloat16):
                output = model(images)
            value = loss(output.float(), batch)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 10)
            optimizer.step()
            average.update_parameters(model)
            losses.append(value.item())
            step += 1
        if epoch % 10 == 0 or epoch == args.epochs:
            average.eval()
            ap, mae = evaluate.judge(average.module, "validation")
            score = float(np.mean(ap))
            print(f"epoch {epoch} {time.time() - begun:.0f} s loss {np.mean(losses):.3f} validation AP50 "
                  + " ".join(f"{a:.3f}" for a in ap) + f" mean {score:.4f} count MAE " + " ".join(f"{m:.2f}" for m in mae), flush=True)
            if score > best:
                best = score
                torch.save(average.module.state_dict(), args.out)
    print(f"best mean AP50 on validation {best:.4f}, {(time.time() - begun) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
