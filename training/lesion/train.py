"""Trains the network on one CPU core in bfloat16 and keeps the moving-average weights that do best on the validation patients."""
import argparse
import platform
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import data
from network import UNet
from samples import Samples, Scan


def loss(logits, label):
    """Cross-entropy plus soft Dice of the lesion."""
    p = torch.softmax(logits, 1)[:, 1]
    target = label.float()
    dice = (2 * (p * target).sum() + 10) / (p.sum() + target.sum() + 10)
    return F.cross_entropy(logits, label) + 1 - dice


@torch.no_grad()
def validate(model, samples):
    """Mean Dice over fixed samples, in the network's cube."""
    scores = []
    for image, label in samples:
        with torch.autocast("cpu", torch.bfloat16):
            found = model(image[None])[0].argmax(0)
        scores.append(float(2 * (found & label).sum() / (found.sum() + label.sum())))
    return float(np.mean(scores))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--minutes", type=float, help="length of the run; the rate falls with the clock")
    parser.add_argument("--steps", type=int, help="length of the run instead; the rate falls with the steps")
    parser.add_argument("--rate", type=float, default=2e-3)
    arguments = parser.parse_args()
    torch.manual_seed(data.SEED)
    torch.set_num_threads(1)
    train, validation, test = data.split()
    for name, part in ("train", train), ("validation", validation), ("held out", test):
        print(f"{name} ({len(part)}):", *part)
    print(f"seed {data.SEED}; torch {torch.__version__}, Python {platform.python_version()}", flush=True)
    stream = Samples([Scan(*s) for s in data.scans(train)], 200000)
    few = Samples([Scan(*s) for s in data.scans(validation)], 40, data.SEED + 1)
    fixed = [few[i] for i in range(len(few))]
    model = UNet()
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=1e-2)
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
            score = validate(average.module, fixed)
            print(f"  validation {score:.4f}" + (" *" if score > best else ""), flush=True)
            if score > best:
                best = score
                torch.save({"model": average.module.state_dict(), "step": step, "minutes": (time.time() - start) / 60}, arguments.out)
        if last:
            print(f"repeat with --steps {step}", flush=True)
            break
    print(f"best validation score {best:.4f}; {(time.time() - start) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
