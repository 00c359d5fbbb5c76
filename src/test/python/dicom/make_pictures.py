"""Writes src/test/resources/format/pictures.json: small pictures by pillow, and how pillow shows them upright."""

import base64
import io
import json

import numpy as np
from PIL import Image, ImageOps

rng = np.random.default_rng(3)
cases = []


def case(name, image, form, **save):
    out = io.BytesIO()
    image.save(out, form, **save)
    seen = ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue())))
    grey16 = seen.mode.startswith("I")
    a = np.asarray(seen if grey16 else seen.convert("RGB"))
    cases.append({
        "name": name, "file": base64.b64encode(out.getvalue()).decode(), "width": a.shape[1], "height": a.shape[0],
        "grey": grey16, "tolerance": 4 if form == "JPEG" else 1 if name == "palette TIFF" else 0, "values": a.ravel().tolist(),
    })


rgb = Image.fromarray(rng.integers(0, 256, (3, 5, 3), np.uint8))
case("RGB PNG", rgb, "PNG")
case("palette PNG", rgb.quantize(8), "PNG")
case("palette TIFF", rgb.quantize(8), "TIFF")
case("grey PNG of 16 bits", Image.fromarray(rng.integers(0, 65536, (3, 5), np.uint16)), "PNG")
case("grey TIFF of 16 bits", Image.fromarray(rng.integers(0, 65536, (3, 5), np.uint16)), "TIFF")
case("RGB TIFF, deflated", rgb, "TIFF", compression="tiff_adobe_deflate")
case("RGB TIFF, LZW", rgb, "TIFF", compression="tiff_lzw")
y, x = np.mgrid[0:16, 0:24]
ramp = Image.fromarray(np.stack([10 * x, 15 * y, 5 * (x + y)], -1).astype(np.uint8))
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    case(f"JPEG, orientation {orientation}", ramp, "JPEG", quality=95, subsampling=0, exif=exif)
with open("src/test/resources/format/pictures.json", "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
