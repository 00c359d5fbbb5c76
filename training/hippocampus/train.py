"""Trains the network on one CPU core in bfloat16 and keeps the moving-average weights that do best on the validation crops."""
import argparse
import platform
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data
from network import UNet
from samples import Samples


def loss(logits, label):
    """Cross-entropy plus soft Dice of the structures that are there."""
    p = torch.softmax(logits, 1)
    target = F.one_hot(label, len(data.LABELS)).movedim(-1, 1).float()
    axes = (0, 2, 3, 4)
    dice = ((2 * (p * target).sum(axes) + 10) / (p.sum(axes) + target.sum(axes) + 10))[1:]
    return F.cross_entropy(logits, label) + 1 - dice.mean()


def boxed(image, label):
    """A whole crop in the middle of a box that is at least PATCH and a multiple of 8: tensors (1, 1, Z, Y, X) and (Z, Y, X)."""
    image, label = (torch.from_numpy(np.ascontiguousarray(a.transpose(2, 1, 0))) for a in (image, label))
    pad = []
    for n, least in zip(image.shape[::-1], data.PATCH[::-1]):
        missing = max(least, -(-n // 8) * 8) - n
        pad += [missing // 2, missing - missing // 2]
    return F.pad(image, pad)[None, None], F.pad(label, pad)


@torch.no_grad()
def validate(model, crops):
    """Mean Dice of anterior and posterior part."""
    scores = []
    for image, label in crops:
        with torch.autocast("cpu", torch.bfloat16):
            found = model(image)[0].argmax(0)
        scores.append([float(2 * ((found == i) & (label == i)).sum() / ((found == i).sum() + (label == i).sum())) for i in (1, 2)])
    return np.mean(scores, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--minutes", type=float, help="length of the run; the rate falls with the clock")
    parser.add_argument("--steps", type=int, help="length of the run instead; the rate falls with the steps")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    arguments = parser.parse_args()
    torch.manual_seed(data.SEED)
    torch.set_num_threads(1)
    train, validation, test = data.split()
    for name, part in ("train", train), ("validation", validation), ("held out", test):
        print(f"{name} ({len(part)}):", *(p.name[12:15] for p in part))
    print(f"seed {data.SEED}; torch {torch.__version__}, Python {platform.python_version()}", flush=True)
    crops = [(data.normalise(image), label) for image, label, _ in map(data.load, train)]
    fixed = [boxed(data.normalise(image), label) for image, label, _ in map(data.load, validation)]
    elsewhere = [data.at_one_mm(*data.load_elsewhere(p)) for p in data.ELSEWHERE_TRAIN]
    stream = Samples(crops, elsewhere, 200000)
    model = UNet()
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=1e-3)
    print(f"{sum(p.numel() for p in model.parameters())} parameters", flush=True)
    start, best, running, done = time.time(), 0.0, [], 0.0
    for step in range(1, len(stream) + 1):
        # Part of the run that is over: by the clock, or by steps to repeat a run whatever the machine's speed.
        done = (step - 1) / arguments.steps if arguments.steps else (time.time() - start) / (60 * arguments.minutes)
        last = done >= 1 or step == arguments.steps
        image, label = stream[step]
        rate = arguments.rate * min(1, step / 50) * max(0.0, 1 - done) ** 0.9
        optimizer.param_groups[0]["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(image[None])
        value = loss(logits.float(), label[None])
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        average.update_parameters(model)
        running.append(value.item())
        if step % 100 == 0:
            print(f"step {step} loss {np.mean(running):.3f} rate {rate:.1e} done {done:.3f} {time.time() - start:.0f} s", flush=True)
            running = []
        if step % 400 == 0 or last:
            scores = validate(average.module, fixed)
            better = scores.mean() > best
            print(f"  validation anterior {scores[0]:.4f} posterior {scores[1]:.4f}" + (" *" if better else ""), flush=True)
            if better:
                best = scores.mean()
                torch.save({"model": average.module.state_dict(), "step": step, "minutes": (time.time() - start) / 60}, arguments.out)
        if last:
            print(f"repeat with --steps {step}", flush=True)
            break
    print(f"best validation score {best:.4f}; {(time.time() - start) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
