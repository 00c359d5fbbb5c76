"""Trains the classifier of modality and body part on CPU; the last averaged weights are kept, the temperature is fitted on validation."""
import argparse
import math
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data


def block(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Classifier(nn.Module):
    """(N, 1, 64, 64), 0 to 1, to (N, 7) logits."""

    def __init__(self, labels=len(data.LABELS)):
        super().__init__()
        self.body = nn.Sequential(block(1, 16, 2), block(16, 32), nn.MaxPool2d(2), block(32, 64), nn.MaxPool2d(2), block(64, 96), nn.MaxPool2d(2),
                                  block(96, 96), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3))
        self.head = nn.Linear(96, labels)

    def forward(self, x):
        return self.head(self.body((x - 0.4) / 0.3))


def temperature(logits, labels):
    """The divisor of the logits with the smallest cross-entropy, 0.2 to 5 in steps of 0.01."""
    steps = np.arange(0.2, 5.001, 0.01)
    return float(round(steps[int(np.argmin([F.cross_entropy(logits / t, labels).item() for t in steps]))], 2))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default="checkpoint.pt")
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()
    torch.manual_seed(data.SEED)
    r, rng = random.Random(data.SEED), np.random.default_rng(data.SEED)
    base, chests, smears = data.known("train"), data.small_chests("train"), data.smears("train")
    model = Classifier()
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99), use_buffers=True)
    optimizer = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-2)
    print("parameters", sum(p.numel() for p in model.parameters()), "training pictures", len(base), "small chest x-rays", len(chests),
          "smears", len(smears), flush=True)
    validation = data.known("validation")
    size, begun, step = 64, time.time(), 0
    total = args.epochs * ((len(base) + 650) // size)
    for epoch in range(1, args.epochs + 1):
        model.train()
        items = base + r.sample(chests, 200) + r.choices(smears, k=150) + [data.drawn(rng) for _ in range(300)]
        r.shuffle(items)
        losses = []
        for i in range(0, len(items) - size + 1, size):
            views = [data.view(item, r) for item in items[i:i + size]]
            for group in optimizer.param_groups:
                group["lr"] = 2e-3 * min(1, (step + 1) / 30) * 0.5 * (1 + math.cos(math.pi * min(1, step / total)))
            loss = F.cross_entropy(model(torch.stack([v for v, _ in views])), torch.tensor([label for _, label in views]), label_smoothing=0.02)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            average.update_parameters(model)
            losses.append(loss.item())
            step += 1
        if epoch % 5 == 0 or epoch == args.epochs:
            average.eval()
            with torch.no_grad():
                x, y = data.batch(validation)
                logits = average.module(x)
            print(f"epoch {epoch} {time.time() - begun:.0f} s loss {np.mean(losses):.4f} validation accuracy "
                  f"{(logits.argmax(1) == y).float().mean():.4f}", flush=True)
    t = temperature(logits, y)
    print(f"temperature {t}, {(time.time() - begun) / 60:.1f} minutes", flush=True)
    torch.save({"weights": average.module.state_dict(), "temperature": t}, args.out)


if __name__ == "__main__":
    main()
