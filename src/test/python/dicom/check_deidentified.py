"""Checks what `heliograph study deidentify DIR --out OUT` wrote, with pydicom.

    check_deidentified.py DIR OUT

Pixels must be byte for byte what they were, everything that images need must be equal, and no value of a direct
identifier may occur anywhere in the copy. File n of the copies is the n-th file of the folder by path.
"""

import os
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
IDENTIFIERS = (
    "PatientName PatientID PatientBirthDate OtherPatientIDs AccessionNumber InstitutionName InstitutionAddress ReferringPhysicianName "
    "PerformingPhysicianName OperatorsName StudyInstanceUID SeriesInstanceUID SOPInstanceUID FrameOfReferenceUID StudyDate SeriesDate "
    "AcquisitionDate ContentDate StationName DeviceSerialNumber PatientComments StudyID PhysiciansOfRecord"
).split()
IMAGE = "Rows Columns BitsAllocated BitsStored PixelRepresentation PhotometricInterpretation PixelSpacing ImagePositionPatient ImageOrientationPatient RescaleSlope RescaleIntercept Modality SOPClassUID NumberOfFrames WindowCenter".split()
folder, out = sys.argv[1:3]
files = sorted(os.path.join(d, f) for d, _, fs in os.walk(folder) for f in fs)
checked = values = private = 0
names = {}
for n, path in enumerate(files, 1):
    copy = f"{out}/{n:06d}.dcm"
    if not os.path.exists(copy):
        continue
    a, b = pydicom.dcmread(path, force=True), pydicom.dcmread(copy)
    assert a.get("PixelData") == b.get("PixelData"), path
    assert a.file_meta.get("TransferSyntaxUID", b.file_meta.TransferSyntaxUID) == b.file_meta.TransferSyntaxUID, path
    for k in IMAGE:
        if a.get(k) not in (None, ""):
            assert a.get(k) == b.get(k), (path, k)
    raw = open(copy, "rb").read().replace(b.get("PixelData", b"\0") or b"\0", b"")
    for k in IDENTIFIERS:
        v = str(a.get(k) or "").encode()
        kept = (str(a.get("Manufacturer")) + str(a.get("SOPClassUID"))).encode()
        if len(v) >= 6 and not v.startswith(b"19000101") and v not in kept:
            values += 1
            assert v not in raw, (path, k, v)
    private += sum(e.tag.is_private for e in b.iterall())
    for k in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID", "SOPInstanceUID"):
        if a.get(k):
            assert names.setdefault(a.get(k), b.get(k)) == b.get(k), (path, k)
    assert b.PatientIdentityRemoved == "YES" and b.file_meta.MediaStorageSOPInstanceUID == b.SOPInstanceUID
    if "PixelData" in b:
        try:
            want = a.pixel_array
        except Exception:
            want = None
        if want is not None:
            assert (b.pixel_array == want).all(), path
    checked += 1
assert private == 0
print(f"{checked} of {len(files)} copies checked, {values} identifying values searched for and not found, {private} private attributes left")
