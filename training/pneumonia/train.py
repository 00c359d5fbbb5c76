"""Trains the classifier on CPU: classes shown equally often, then temperature and prevalence fitted into the last layer's bias."""
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


def block(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Classifier(nn.Module):
    """(N, 1, 28, 28), 0 to 1, to (N, 2) logits: the mean of those of the picture and of its mirror image."""

    def __init__(self, widths=(24, 48, 96)):
        super().__init__()
        a, b, c = widths
        self.body = nn.Sequential(block(1, a), block(a, a), nn.MaxPool2d(2), block(a, b), block(b, b), nn.MaxPool2d(2), block(b, c), block(c, c),
                                  nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.4))
        self.head = nn.Linear(c, 2)

    def one(self, x):
        return self.head(self.body((x - 0.57) / 0.17))

    def forward(self, x):
        return (self.one(x) + self.one(x.flip(3))) / 2


def views(images, r):
    """(n, 28, 28) uint8 to random views (n, 1, 28, 28) 0 to 1."""
    x = torch.from_numpy(images.astype(np.float32))[:, None] / 255
    thetas = []
    for _ in range(len(x)):
        angle, size, mirror = math.radians(r.uniform(-10, 10)), math.exp(r.uniform(-0.12, 0.12)), r.choice([-1, 1])
        c, s = math.cos(angle) / size, math.sin(angle) / size
        thetas.append([[mirror * c, -s, r.gauss(0, 0.06)], [mirror * s, c, r.gauss(0, 0.06)]])
    grid = F.affine_grid(torch.tensor(thetas), x.shape, align_corners=False)
    x = F.grid_sample(x, grid, "bilinear", "border", align_corners=False)
    gain = torch.tensor([[math.exp(r.gauss(0, 0.12)), r.gauss(0, 0.05)] for _ in range(len(x))])
    x = (x - 0.5) * gain[:, :1, None, None] + 0.5 + gain[:, 1:, None, None]
    return (x + torch.randn_like(x) * 0.02).clamp(0, 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="checkpoint.pt")
    parser.add_argument("--epochs", type=int, default=20)
    args = parser.parse_args()
    torch.manual_seed(data.SEED)
    r, rng = random.Random(data.SEED), np.random.default_rng(data.SEED)
    images, labels = data.load("train")
    model = Classifier()
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99), use_buffers=True)
    optimizer = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-2)
    size, begun, step = 64, time.time(), 0
    total = args.epochs * (2400 // size)
    print("parameters", sum(p.numel() for p in model.parameters()), "training pictures", len(labels), "normal", int(np.sum(labels == 0)), flush=True)
    for epoch in range(1, args.epochs + 1):
        model.train()
        # As many normal ones (each several times, always in another view) as pneumonia.
        order = np.concatenate([rng.choice(np.flatnonzero(labels == c), 1200) for c in (0, 1)])
        rng.shuffle(order)
        losses = []
        for i in range(0, len(order) - size + 1, size):
            chosen = order[i:i + size]
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * min(1, (step + 1) / 30) * 0.5 * (1 + math.cos(math.pi * min(1, step / total)))
            loss = F.cross_entropy(model.one(views(images[chosen], r)), torch.from_numpy(labels[chosen]), label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            average.update_parameters(model)
            losses.append(loss.item())
            step += 1
        if epoch % 5 == 0 or epoch == args.epochs:
            average.eval()
            p, y = evaluate.probabilities(average.module, *data.load("validation"))
            print(f"epoch {epoch} {time.time() - begun:.0f} s loss {np.mean(losses):.4f} validation AUC {evaluate.auc(p, y):.4f}", flush=True)
    # Training showed both classes equally often; the bias takes the prevalence into account once the temperature is known.
    model = average.module
    logits = evaluate.logits(model, data.load("validation")[0])
    y = data.load("validation")[1]
    t = evaluate.temperature(logits, y)
    shift = math.log(data.PREVALENCE / (1 - data.PREVALENCE))
    with torch.no_grad():
        model.head.bias[1] += t * shift / 2
        model.head.bias[0] -= t * shift / 2
    print(f"temperature {t}, log odds of the prevalence {shift:.3f} added, {(time.time() - begun) / 60:.1f} minutes", flush=True)
    torch.save({"weights": model.state_dict(), "temperature": t}, args.out)


if __name__ == "__main__":
    main()
