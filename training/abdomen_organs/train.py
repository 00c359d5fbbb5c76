"""Trains the network on CPU in bfloat16 and keeps the moving-average weights that do best on the validation patients."""
import argparse
import platform
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
from anatomy import Anatomy
from samples import Samples

# Without weights the small organs are left out for very long; with them all organs come out too large. So the last stage has none.
CLASS_WEIGHTS = torch.tensor([1.0, 1.5, 2.5, 2.5, 2.5])


def convolution(inputs, outputs, stride=1, kernel=3):
    """Convolution, instance norm, leaky ReLU."""
    return nn.Sequential(nn.Conv3d(inputs, outputs, kernel, stride, 1, bias=False),
                         nn.InstanceNorm3d(outputs, affine=True), nn.LeakyReLU(0.01, inplace=True))


class UNet(nn.Module):
    """3D U-Net, (N, 1, Z, Y, X) to (N, 5, Z, Y, X) logits; Z, Y and X are multiples of 16.

    The first convolution goes straight to half resolution (2x2x2 voxels become 24 channels, nothing is lost) and the head
    turns them back into logits per voxel: convolutions at full resolution would take most of the time on a CPU.
    """

    def __init__(self, widths=(24, 48, 96, 120), labels=len(data.LABELS)):
        super().__init__()
        self.down = nn.ModuleList([nn.Sequential(convolution(1, widths[0], 2, 4), convolution(widths[0], widths[0]))])
        self.up, self.merge = nn.ModuleList(), nn.ModuleList()
        for narrow, wide in zip(widths, widths[1:]):
            self.down.append(nn.Sequential(convolution(narrow, wide, 2), convolution(wide, wide)))
            self.up.insert(0, nn.ConvTranspose3d(wide, narrow, 2, 2))
            self.merge.insert(0, convolution(2 * narrow, narrow))
        self.head = nn.ConvTranspose3d(widths[0], labels, 2, 2)

    def forward(self, x):
        skips = []
        for stage in self.down:
            x = stage(x)
            skips.append(x)
        skips.pop()
        for up, merge in zip(self.up, self.merge):
            x = merge(torch.cat([up(x), skips.pop()], 1))
        return self.head(x)


def loss(logits, label, partial, weights):
    """Cross-entropy plus soft Dice of the structures present; with `partial`, only liver against everything else."""
    p = torch.softmax(logits, 1)
    target = F.one_hot(label, len(data.LABELS)).movedim(-1, 1).float()
    if partial:
        liver = p[:, 1].clamp(1e-5, 1 - 1e-5)
        entropy = F.binary_cross_entropy(liver, target[:, 1])
        p, target = p[:, 1:2], target[:, 1:2]
    else:
        entropy = F.cross_entropy(logits, label, weights)
        p, target = p[:, 1:], target[:, 1:]
    axes = (0, 2, 3, 4)
    dice = (2 * (p * target).sum(axes) + 10) / (p.sum(axes) + target.sum(axes) + 10)
    return entropy + 1 - dice.mean()


@torch.no_grad()
def validate(model, samples):
    """Dice per structure, pooled over the fixed samples: {mode: [liver, spleen, left_kidney, right_kidney]}."""
    result = {}
    for mode, items in samples.items():
        counts = np.zeros((2, 4))
        for image, label, _ in items:
            with torch.autocast("cpu", torch.bfloat16):
                found = model(image[None])[0].argmax(0)
            for i in range(1, 5):
                counts[0, i - 1] += 2 * ((found == i) & (label == i)).sum()
                counts[1, i - 1] += (found == i).sum() + (label == i).sum()
        dice = counts[0] / np.maximum(counts[1], 1)
        result[mode] = dice
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--minutes", type=float, help="length of the run, preparation included; the rate falls with the clock")
    parser.add_argument("--steps", type=int, help="length of the run instead; the rate falls with the steps")
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--unweighted", action="store_true", help="no class weights in the cross-entropy")
    parser.add_argument("--constant", action="store_true", help="the rate does not fall; the last state is kept, not the best")
    arguments = parser.parse_args()
    start = time.time()
    random.seed(data.SEED)
    torch.manual_seed(data.SEED)
    torch.set_num_threads(2)
    train, validation, test = data.split_mr()
    for name, part in ("train", train), ("validation", validation), ("held out", test):
        print(f"MR {name}:", *sorted(p.stem for p in part))
    slices, validation_slices = data.split_slices()
    slices += data.load_empty_slices()
    print(f"CT slices: {len(slices)} train ({sum(s[2] for s in slices)} with all labels), {len(validation_slices)} validation; seed {data.SEED}; "
          f"torch {torch.__version__}, Python {platform.python_version()}", flush=True)
    patients = [Anatomy(p) for p in validation]
    fixed = {}
    for mode, one_hot in ("mr", (1, 0, 0, 0, 0)), ("ct", (0, 1, 0, 0, 0)), ("slab", (0, 0, 0, 1, 0)):
        stream = Samples(patients, [s for s in validation_slices if s[2]], 12, data.SEED + 1, one_hot)
        fixed[mode] = [stream[i] for i in range(len(stream))]
    stream = Samples([Anatomy(p) for p in train], slices, 100000, negatives=data.load_negatives())
    model, first, earlier = UNet().to(memory_format=torch.channels_last_3d), 0, 0.0
    if arguments.start:
        checkpoint = torch.load(arguments.start)
        model.load_state_dict(checkpoint["model"])
        first, earlier = checkpoint["step"], checkpoint["minutes"]
    loader = torch.utils.data.DataLoader(stream, batch_size=1, sampler=range(first, len(stream)), num_workers=1, prefetch_factor=8)

    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    print(f"{sum(p.numel() for p in model.parameters())} parameters, {time.time() - start:.0f} s of preparation", flush=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=1e-3)
    best, running, done, begin = 0.0, [], 0.0, None
    for step, (image, label, partial) in enumerate(loader, first + 1):
        begin = begin or time.time()
        # Part of the run that is over: by the clock, or by steps to repeat a run whatever the machine's speed.
        if arguments.steps:
            done = (step - first - 1) / arguments.steps
        else:
            done = (time.time() - begin) / (60 * arguments.minutes - (begin - start))
        rate = arguments.rate * min(1, (step - first) / 50) * (1 if arguments.constant else max(0.0, 1 - done) ** 0.9)
        optimizer.param_groups[0]["lr"] = rate
        last = done >= 1 or step - first == arguments.steps
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(image.to(memory_format=torch.channels_last_3d))
        value = loss(logits.float(), label, bool(partial), None if arguments.unweighted else CLASS_WEIGHTS)
        optimizer.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        average.update_parameters(model)
        running.append(value.item())
        if step % 50 == 0:
            print(f"step {step} loss {np.mean(running):.3f} rate {rate:.1e} done {done:.3f} {time.time() - start:.0f} s", flush=True)
            running = []
        if step % 400 == 0 or last:
            scores = validate(average.module, fixed)
            score = float(np.mean([np.mean(v) for v in scores.values()]))
            print("  validation " + "; ".join(f"{k} " + " ".join(f"{x:.3f}" for x in v) for k, v in scores.items())
                  + f"; mean {score:.4f}" + (" *" if score > best else ""), flush=True)
            if score > best or arguments.constant:
                best = score
                torch.save({"model": average.module.state_dict(), "step": step, "score": score,
                            "minutes": earlier + (time.time() - start) / 60}, arguments.out)
        if last:
            print(f"repeat with --steps {step - first}", flush=True)
            break
    print(f"best validation score {best:.4f}; {(time.time() - start) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
