"""Proposes spleen and kidneys in the CT slices, draws contact sheets to look at, and packs what was accepted into organ-slices.npz.

    python propose.py --checkpoint NET.pt --proposals proposals.npz --sheets DIR
    python propose.py --pack proposals.npz --accepted NAMES.txt --wrong NAMES.txt

Names are CASE_PLACE as on the sheets: the place counts a case's slices in the order of the file names.
"""
import argparse
import lzma
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageDraw
from scipy import ndimage as ndi

import data
from train import UNet

COLOURS = np.array([[0, 0, 0], [255, 60, 60], [60, 255, 60], [255, 255, 0], [60, 160, 255]])


@torch.no_grad()
def probabilities(model, image):
    """Mean over two guesses of pixel size and fat level, (5, Y, X), of the network's probabilities on a slab of the slice."""
    body = ndi.binary_fill_holes(ndi.binary_opening(image > 0.03, iterations=2))
    centre = np.argwhere(body).mean(0)[::-1] if body.any() else (127.5, 127.5)
    total = 0
    for pixel, black in ((1.35, 0.15), (1.6, 0.3)):
        volume = torch.from_numpy(np.where(body, black + (1 - black) * image, image).astype(np.float32))
        ratio = data.SPACING / pixel
        ys, xs = (torch.arange(n, dtype=torch.float32) - (n - 1) / 2 for n in data.PATCH[1:])
        gy, gx = torch.meshgrid(ys, xs, indexing="ij")
        grid = torch.stack([gx * ratio + centre[0], gy * ratio + centre[1]], -1).float()
        slab = torch.zeros(1, 1, 32, *data.PATCH[1:])
        slab[0, 0, 6:26] = F.grid_sample(volume[None, None], (2 * grid / 255 - 1)[None], align_corners=True)[0, 0]
        found = torch.softmax(model(slab), 1)[0, :, 12:20].mean(1)
        gy, gx = torch.meshgrid(*[torch.arange(256.0)] * 2, indexing="ij")
        back = torch.stack([(gx - centre[0]) / ratio * 2 / (data.PATCH[2] - 1), (gy - centre[1]) / ratio * 2 / (data.PATCH[1] - 1)], -1)
        total = total + F.grid_sample(found[None], back[None].float(), align_corners=True, padding_mode="border")[0].numpy() / 2
    return total


def grow(image, liver, found):
    """Labels (Y, X): around the network's surest part of each organ, the pixels of about its grey value; the liver as given."""
    label, smooth = np.zeros(image.shape, np.uint8), ndi.gaussian_filter(image, 1.0)
    for index, tolerance, reach in ((2, 0.10, 10), (3, 0.18, 6), (4, 0.18, 6)):
        part, count = ndi.label((found[index] > 0.4) & ~liver)
        sizes = ndi.sum(found[index], part, range(1, count + 1)) if count else [0]
        if np.max(sizes) < 25:
            continue
        seed = part == 1 + np.argmax(sizes)
        core = ndi.binary_erosion(seed, iterations=2)
        core = core if core.sum() > 10 else seed
        middle = np.median(smooth[core])
        like = abs(smooth - middle) < tolerance if index == 2 else (smooth > max(0.25, middle - tolerance)) & (smooth < middle + 0.35)
        like = ndi.binary_opening(like & ~liver, iterations=2) & (ndi.distance_transform_edt(~seed) < reach)
        part, _ = ndi.label(like)
        counts = np.bincount(part[core])
        counts[0] = 0
        if counts.max() > 0:
            whole = ndi.binary_fill_holes(ndi.binary_closing(part == counts.argmax(), iterations=3))
            label[whole & ~liver & (label == 0)] = index
    label[liver] = 1
    return label


def picture(name, image, label):
    """A tile of a contact sheet: the slice as a radiologist sees it, borders coloured."""
    image, label = (np.kron(v, np.ones((2, 2), v.dtype)) for v in (image, label))
    rgb = np.repeat(np.uint8(255 * image)[..., None], 3, -1)
    border = (label > 0) & ((np.roll(label, 1, 0) != label) | (np.roll(label, -1, 0) != label)
                            | (np.roll(label, 1, 1) != label) | (np.roll(label, -1, 1) != label))
    rgb[border] = COLOURS[label[border]]
    tile = Image.fromarray(rgb[::-1, ::-1]).resize((256, 256))
    ImageDraw.Draw(tile).text((2, 0), name, fill=(255, 255, 255))
    return tile


def propose(arguments):
    model = UNet()
    model.load_state_dict(torch.load(arguments.checkpoint)["model"])
    labels, tiles = {}, []
    for name, (image, masks, _) in data.named_slices():
        labels[name] = grow(image, masks[0], probabilities(model, image))
        tiles.append(picture(name, image, labels[name]))
    np.savez(arguments.proposals, **labels)
    arguments.sheets.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(tiles), 36):
        sheet = Image.new("RGB", (6 * 256, 6 * 256))
        for i, tile in enumerate(tiles[first:first + 36]):
            sheet.paste(tile, (256 * (i % 6), 256 * (i // 6)))
        sheet.save(arguments.sheets / f"{first // 36:02d}.png")


def pack(arguments):
    labels = np.load(arguments.pack)
    accepted, wrong = (np.array(path.read_text().split()) for path in (arguments.accepted, arguments.wrong))
    bits = np.packbits(np.stack([labels[name] == index for name in accepted for index in (2, 3, 4)]).reshape(-1))
    packed = np.frombuffer(lzma.compress(bits.tobytes(), preset=9 | lzma.PRESET_EXTREME), np.uint8)
    np.savez(Path(__file__).parent / "organ-slices.npz", keys=accepted, wrong=wrong, bits=packed)


def main():
    parser = argparse.ArgumentParser()
    for option in "checkpoint", "proposals", "sheets", "pack", "accepted", "wrong":
        parser.add_argument(f"--{option}", type=Path)
    arguments = parser.parse_args()
    pack(arguments) if arguments.pack else propose(arguments)


if __name__ == "__main__":
    main()
