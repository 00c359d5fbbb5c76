"""Writes src/test/resources/format/dicom-frames.json: small DICOM files of every kind of pixel that is read, and
pydicom's values. Needs pydicom, numpy, pillow, pylibjpeg with openjpeg and rle, and
DCMTK's dcmcjpeg. Run from the project's root.
"""

import base64
import io
import json
import subprocess
import tempfile

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels import apply_color_lut, apply_modality_lut
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian,
    JPEG2000Lossless, JPEGBaseline8Bit, RLELossless,
)

RNG = np.random.default_rng(7)
CASES = []


def base(rows, columns, bits=16, stored=None, signed=False, samples=1, photometric="MONOCHROME2", frames=1):
    ds = Dataset()
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    ds.SOPInstanceUID = "1.2.3.4.5"
    ds.SeriesInstanceUID = "1.2.3.4"
    ds.Modality = "OT"
    ds.PatientID = "P1"
    ds.Rows, ds.Columns, ds.SamplesPerPixel = rows, columns, samples
    ds.PhotometricInterpretation = photometric
    ds.BitsAllocated, ds.BitsStored = bits, stored or bits
    ds.HighBit, ds.PixelRepresentation = ds.BitsStored - 1, int(signed)
    if samples == 3:
        ds.PlanarConfiguration = 0
    if frames > 1:
        ds.NumberOfFrames = frames
    return ds


def saved(ds, syntax=ExplicitVRLittleEndian):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = ds.SOPClassUID, ds.SOPInstanceUID
    meta.TransferSyntaxUID = syntax
    file = FileDataset("", ds, file_meta=meta, preamble=b"\0" * 128)
    out = io.BytesIO()
    big = syntax == ExplicitVRBigEndian
    pydicom.dcmwrite(out, file, little_endian=not big, implicit_vr=syntax == ImplicitVRLittleEndian)
    return out.getvalue()


def case(name, file, tolerance=0, values=None):
    ds = pydicom.dcmread(io.BytesIO(file))
    if values is None:
        a = ds.pixel_array
        if ds.PhotometricInterpretation == "PALETTE COLOR":
            a = apply_color_lut(a, ds)
            values = a >> 8 if a.dtype == np.uint16 else a
        elif ds.SamplesPerPixel == 3:
            values = a >> (ds.BitsStored - 8)
        else:
            values = apply_modality_lut(a, ds)
    CASES.append({
        "name": name, "tolerance": tolerance, "colour": ds.SamplesPerPixel == 3 or "PALETTE" in ds.PhotometricInterpretation,
        "frames": int(ds.get("NumberOfFrames", 1)), "file": base64.b64encode(file).decode(),
        "values": [float(v) if v % 1 else int(v) for v in np.asarray(values).ravel().tolist()],
    })


def native(name, ds, a, syntax=ExplicitVRLittleEndian, vr="OW", **more):
    raw = a.tobytes()
    if syntax == ExplicitVRBigEndian:
        raw = a.astype(a.dtype.newbyteorder(">")).tobytes() if a.dtype.itemsize > 1 else raw
    ds.add_new(0x7FE00010, vr, raw + b"\0" * (len(raw) % 2))
    case(name, saved(ds, syntax), **more)


rgb = RNG.integers(0, 256, (5, 6, 3), np.uint8)
native("RGB by pixel", base(5, 6, 8, samples=3, photometric="RGB"), rgb, vr="OB")
ds = base(5, 6, 8, samples=3, photometric="RGB")
ds.PlanarConfiguration = 1
native("RGB by plane", ds, rgb.transpose(2, 0, 1).copy(), vr="OB")
ds = base(5, 6, 8, samples=3, photometric="RGB", frames=2)
ds.PlanarConfiguration = 1
native("RGB by plane, two frames, deflated", ds, np.stack([rgb, 255 - rgb]).transpose(0, 3, 1, 2).copy(), DeflatedExplicitVRLittleEndian, "OB")
native("RGB of 16 bits, big endian", base(5, 6, 16, samples=3, photometric="RGB"), RNG.integers(0, 65536, (5, 6, 3), np.uint16), ExplicitVRBigEndian)
native("YBR_FULL", base(5, 6, 8, samples=3, photometric="YBR_FULL"), rgb, vr="OB")
native("YBR_FULL_422", base(4, 6, 8, samples=3, photometric="YBR_FULL_422"), RNG.integers(0, 256, 4 * 6 * 2, np.uint8), vr="OB")
native("three frames, implicit, twelve bits signed", base(3, 5, 16, 12, True, frames=3), RNG.integers(-2048, 2048, (3, 3, 5), np.int16), ImplicitVRLittleEndian)
native("32 bits signed", base(3, 4, 32, signed=True), RNG.integers(-(2**20), 2**20, (3, 4), np.int32))
native("32 bits unsigned, big endian", base(3, 4, 32), RNG.integers(0, 2**24, (3, 4), np.uint32), ExplicitVRBigEndian)
bits = RNG.integers(0, 2, (3, 5, 7), np.uint8)
ds = base(5, 7, 8, frames=3)
ds.BitsAllocated = ds.BitsStored = 1
ds.HighBit = 0
packed = np.packbits(bits.ravel(), bitorder="little")
native("single bits, frames that end within a byte", ds, packed, vr="OB")

ds = base(3, 4, 16)
lut = Dataset()
lut.add_new(0x00283002, "US", [6, 10, 16])
lut.ModalityLUTType = "US"
lut.add_new(0x00283006, "OW", np.array([5, 50, 500, 5000, 9, 1], np.uint16).tobytes())
ds.ModalityLUTSequence = Sequence([lut])
native("modality table", ds, np.arange(6, 18, dtype=np.uint16).reshape(3, 4))


def palette(ds, entries, bits, first):
    for colour in ("Red", "Green", "Blue"):
        values = RNG.integers(0, 2**bits, entries, np.uint16)
        ds.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [entries, first, bits])
        raw = values.astype(np.uint8 if bits == 8 else np.uint16).tobytes()
        ds.add_new(f"{colour}PaletteColorLookupTableData", "OW", raw)
    return ds


native("palette of 8 bits", palette(base(4, 4, 8, photometric="PALETTE COLOR"), 16, 8, 3), np.arange(16, dtype=np.uint8).reshape(4, 4), vr="OB")
native("palette of 16 bits, signed pixels", palette(base(4, 4, 16, signed=True, photometric="PALETTE COLOR"), 12, 16, 0), np.arange(-3, 13, dtype=np.int16).reshape(4, 4))
ds = base(4, 4, 8, photometric="PALETTE COLOR")
for k, colour in enumerate(("Red", "Green", "Blue")):
    ds.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [18, 0, 16])
    words = [0, 2, 100 * k, 3000, 1, 6, 60000 - k, 0, 2, 7, 9, 2, 2, 0, 0]  # values, ramp, values, the first two again
    ds.add_new(f"Segmented{colour}PaletteColorLookupTableData", "OW", np.array(words, np.uint16).tobytes())
native("palette in segments", ds, np.arange(16, dtype=np.uint8).reshape(4, 4), vr="OB")

for name, ds, a in (
    ("RLE, RGB, two frames", base(5, 6, 8, samples=3, photometric="RGB", frames=2), np.stack([rgb, rgb[::-1]])),
    ("RLE, three frames of 16 bits", base(4, 6, 16, frames=3), RNG.integers(0, 65536, (3, 4, 6), np.uint16)),
):
    ds.PixelData = a.tobytes()
    ds["PixelData"].VR = "OB" if a.dtype == np.uint8 else "OW"
    file = pydicom.dcmread(io.BytesIO(saved(ds)))
    file.compress(RLELossless)
    out = io.BytesIO()
    file.save_as(out)
    case(name, out.getvalue())

ds = base(32, 32, 8, samples=3, photometric="RGB")
ds.PixelData = RNG.integers(0, 256, (32, 32, 3), np.uint8).tobytes()
ds["PixelData"].VR = "OB"
file = pydicom.dcmread(io.BytesIO(saved(ds)))
file.compress(JPEG2000Lossless)
out = io.BytesIO()
file.save_as(out)
case("JPEG 2000, colours", out.getvalue())

y, x = np.mgrid[0:16, 0:24]
smooth = np.stack([10 * x, 15 * y, 5 * (x + y)], -1).astype(np.uint8)
for subsampling, photometric in ((0, "YBR_FULL"), (1, "YBR_FULL_422")):
    frames = []
    for picture in (smooth, smooth[:, ::-1].copy()):
        jpeg = io.BytesIO()
        Image.fromarray(picture).save(jpeg, "JPEG", quality=90, subsampling=subsampling)
        frames.append(jpeg.getvalue())
    ds = base(16, 24, 8, samples=3, photometric=photometric, frames=2)
    ds.PixelData = encapsulate(frames, has_bot=subsampling == 1)
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    case(f"JPEG baseline, {photometric}", saved(ds, JPEGBaseline8Bit), 4)


def lossless(name, ds, a):
    """By DCMTK's encoder of JPEG process 14, selection value 1."""
    ds.PixelData = a.tobytes()
    ds["PixelData"].VR = "OB" if a.dtype == np.uint8 else "OW"
    with tempfile.TemporaryDirectory() as t:
        with open(f"{t}/in.dcm", "wb") as f:
            f.write(saved(ds))
        subprocess.run(["dcmcjpeg", "+e1", f"{t}/in.dcm", f"{t}/out.dcm"], check=True)
        with open(f"{t}/out.dcm", "rb") as f:
            case(name, f.read(), values=a)


lossless("JPEG Lossless, 8 bits", base(9, 11, 8), RNG.integers(0, 256, (9, 11), np.uint8))
lossless("JPEG Lossless, 12 bits", base(9, 11, 16, 12), RNG.integers(0, 4096, (9, 11), np.uint16))
lossless("JPEG Lossless, 16 bits signed", base(9, 11, 16, signed=True), RNG.integers(-30000, 30000, (9, 11), np.int16))
lossless("JPEG Lossless, RGB", base(9, 11, 8, samples=3, photometric="RGB"), RNG.integers(0, 256, (9, 11, 3), np.uint8))

# Enhanced CT: two places, two moments, in no order; each frame has a rescale of its own.
ds = base(2, 3, 16, frames=4)
ds.SOPClassUID, ds.Modality = "1.2.840.10008.5.1.4.1.1.2.1", "CT"
shared = Dataset()
measures = Dataset()
measures.PixelSpacing, measures.SliceThickness = [0.5, 0.75], 9
shared.PixelMeasuresSequence = Sequence([measures])
orientation = Dataset()
orientation.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]
shared.PlaneOrientationSequence = Sequence([orientation])
ds.SharedFunctionalGroupsSequence = Sequence([shared])
groups, stored = [], RNG.integers(0, 4096, (4, 2, 3), np.uint16)
for k, place in enumerate((3, 0, 3, 0)):
    g, position, values = Dataset(), Dataset(), Dataset()
    position.ImagePositionPatient = [10 + place, 20, 30]
    values.RescaleIntercept, values.RescaleSlope = -1000 - k, 1 + k
    g.PlanePositionSequence, g.PixelValueTransformationSequence = Sequence([position]), Sequence([values])
    groups.append(g)
ds.PerFrameFunctionalGroupsSequence = Sequence(groups)
hu = [stored[k] * (1.0 + k) - 1000 - k for k in range(4)]
native("enhanced CT", ds, stored, ImplicitVRLittleEndian, values=np.stack(hu))

ds = base(3, 4, 32)
del ds.BitsStored, ds.HighBit, ds.PixelRepresentation
ds.add_new(0x7FE00008, "OF", RNG.normal(size=12).astype(np.float32).tobytes())
case("floating point", saved(ds), values=np.frombuffer(ds.FloatPixelData, np.float32))

with open("src/test/resources/format/dicom-frames.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
