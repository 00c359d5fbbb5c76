"""Compares Heliograph's DICOM reader with pydicom, file by file.

    corpus.py list FOLDER... > files.txt     every file that pydicom can open
    (java dev.heliograph.format.dicom.DicomCorpus files.txt OUT, with the test classpath)
    corpus.py compare OUT                    one line a file, then a summary; exit code 1 if values differ
"""

import json
import os
import sys
import warnings
from collections import Counter

import numpy as np
import pydicom
from pydicom.pixels import apply_color_lut, apply_modality_lut

warnings.simplefilter("ignore")


def opens(path):
    try:
        pydicom.dcmread(path, stop_before_pixels=True)
        return True
    except Exception:
        return False


def expected(ds):
    """Values as Heliograph means them: rescaled numbers, or RGB of eight bits."""
    a = ds.pixel_array
    photometric = ds.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        a = apply_color_lut(a, ds)
        return (a >> 8 if a.dtype == np.uint16 else a).astype(np.uint8)
    if ds.get("SamplesPerPixel", 1) == 3:
        return (a >> max(0, ds.BitsStored - 8)).astype(np.uint8)
    if "PerFrameFunctionalGroupsSequence" in ds:
        frames = a.reshape(-1, ds.Rows, ds.Columns).astype(np.float64)
        for k, item in enumerate(ds.PerFrameFunctionalGroupsSequence):
            for level in (ds.SharedFunctionalGroupsSequence[0], item):
                if "PixelValueTransformationSequence" in level:
                    t = level.PixelValueTransformationSequence[0]
                    frames[k] = frames[k] * float(t.RescaleSlope) + float(t.RescaleIntercept)
        return frames
    if ds.Modality == "RTDOSE":
        return a.astype(np.float64) * float(ds.DoseGridScaling)
    return apply_modality_lut(a, ds).astype(np.float64)


def compare(out):
    kinds, bad = Counter(), 0
    for n, line in enumerate(open(os.path.join(out, "report.jsonl"))):
        r = json.loads(line)
        name = os.path.basename(r["file"])
        ds = pydicom.dcmread(r["file"])
        try:
            want = expected(ds)
        except Exception as e:
            want = None
            why = f"pydicom: {type(e).__name__}: {str(e)[:80]!r}"
        if r["status"] != "read":
            kind = "refused by both" if want is None else "refused here only"
            print(kind, name, r["status"], r["cause"], sep="\t")
        elif want is None:
            kind = "read here only"
            print(kind, name, why, sep="\t")
        else:
            got = np.fromfile(os.path.join(out, f"{n}.bin"), np.uint8 if r["colour"] else np.float32)
            if got.size != want.size:
                kind, difference = "DIFFERENT SIZE", (got.size, want.shape)
            else:
                difference = np.abs(got.astype(np.float64) - want.ravel().astype(np.float32))
                difference = float(np.nanmax(difference)) if difference.size else 0.0
                lossy = ds.file_meta.TransferSyntaxUID in ("1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.50")
                # Decoders of lossy codes may round differently: by one level, by two in colour.
                most = (2 if r["colour"] else abs(float(ds.get("RescaleSlope", 1)))) * 1.001 if lossy else 0
                kind = "equal" if difference == 0 else "rounded" if difference <= most else "DIFFERENT"
            if kind != "equal":
                print(kind, name, ds.file_meta.get("TransferSyntaxUID", ""), difference, sep="\t")
            bad += kind.startswith("DIFFERENT")
        kinds[kind] += 1
    print(dict(kinds))
    return bad


if sys.argv[1] == "list":
    for root in sys.argv[2:]:
        for folder, _, files in sorted(os.walk(root)):
            for f in sorted(files):
                if opens(os.path.join(folder, f)):
                    print(os.path.join(folder, f))
else:
    sys.exit(1 if compare(sys.argv[2]) else 0)
