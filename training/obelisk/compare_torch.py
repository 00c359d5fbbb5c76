"""Compares the ONNX graphs with a torch implementation of the same network on one scan: largest difference of logits, argmax.

    python compare_torch.py --weights DIR --models ../../models/obelisk --ct ct.nii.gz
"""
import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from build_graph import FOLDS, LEAK, WEIGHT_FILE, read_state_dict
from evaluate import body_box, load_nifti, network_input, session


def weights(path):
    """Name to torch tensor, read at the offsets; nothing is unpickled."""
    data = path.read_bytes()
    return {name: torch.from_numpy(np.frombuffer(data, t.dtype, int(np.prod(t.shape)), t.offset).reshape(t.shape).copy())
            for name, t in read_state_dict(path).items()}


def logits(w, image):
    """:param image: (1,1,x,y,z), x from right to left, z from head to feet :return: (1,9,x,y,z)"""
    def conv(name, x, stride=1, groups=1):
        k = w[f"{name}.weight"]
        return F.conv3d(x, k, w.get(f"{name}.bias"), stride, k.shape[-1] // 2, groups=groups)

    def norm(name, x):
        return F.batch_norm(x, *(w[f"{name}.{p}"] for p in ("running_mean", "running_var", "weight", "bias")))

    def act(x):
        return F.leaky_relu(x, LEAK)

    def up(x, size):
        return F.interpolate(x, size=[size] * 3, mode="trilinear", align_corners=False)

    def block(n, x, stride=1):
        return act(norm(f"batch{n}", conv(f"conv{n}", x, stride)))

    def obelisk(n, smooth, size, groups):
        lines = torch.meshgrid(*[torch.linspace(-1, 1, size)] * 3, indexing="ij")
        grid = torch.stack(lines[::-1], -1).reshape(1, 1, -1, 1, 3) + w[f"offset{n}"]
        x = F.grid_sample(smooth, grid, align_corners=True).reshape(1, -1, size, size, size)
        x = act(conv(f"linear{n}a", x, groups=groups))
        for b, l in zip("abc", "bcd"):
            x = torch.cat([x, act(conv(f"linear{n}{l}", norm(f"batch{n}{b}", x)))], 1)
        return act(conv(f"linear{n}e", norm(f"batch{n}d", x)))

    smooth = F.avg_pool3d(image, 3, 1, 1)
    full = block("0", image)
    skip = block("11", block("1", full, 2))
    x = block("3", block("22", block("2", skip, 2)))
    x = up(block("6bU", torch.cat([x, up(obelisk(2, F.avg_pool3d(smooth, 3, 1, 1), 18, 4), 36)], 1)), 72)
    x = up(block("6U", torch.cat([x, up(obelisk(1, smooth, 36, 2), 72), skip], 1)), 144)
    return conv("conv77U", block("7U", torch.cat([x, full], 1)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "models", "ct"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(2)
    hu = load_nifti(options.ct)[0]
    image = network_input(hu, body_box(hu))        # (1,1,Z,Y,X) RAS
    torch_in = torch.from_numpy(image).permute(0, 1, 4, 3, 2).flip([2, 4])
    for fold in FOLDS:
        name = f"obelisk-fold{fold}.onnx"
        onnx_out = session(options.models / name, options.weights).run(["logits"], {"image": image})[0]
        with torch.no_grad():
            out = logits(weights(options.weights / WEIGHT_FILE.format(fold)), torch_in)
        out = out.flip([2, 4]).permute(0, 1, 4, 3, 2).numpy()
        differ = int((out.argmax(1) != onnx_out.argmax(1)).sum())
        print(f"{name}: largest difference of logits {np.abs(out - onnx_out).max():.2e} (logits reach {np.abs(out).max():.1f}), "
              f"argmax differs in {differ} of {onnx_out[0, 0].size} voxels")


if __name__ == "__main__":
    main()
