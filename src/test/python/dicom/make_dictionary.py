"""Writes src/main/resources/dicom/dictionary.tsv from pydicom's copy of PS3.6: tag, VR, keyword, one a line.

Run from the project's root with pydicom installed. A tag with x stands for the repeating groups 50xx and 60xx.
"""

from pydicom import __version__
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

lines = []
for tag, (vr, _, _, _, keyword) in DicomDictionary.items():
    if keyword and vr != "NONE" and tag >> 16:  # Group 0 is network commands.
        lines.append(f"{tag:08X}\t{vr.split(' or ')[0]}\t{keyword}")
for tag, (vr, _, _, _, keyword) in RepeatersDictionary.items():
    if keyword and tag[:4] in ("60xx", "50xx"):
        lines.append(f"{tag}\t{vr.split(' or ')[0]}\t{keyword}")
with open("src/main/resources/dicom/dictionary.tsv", "w") as out:
    out.write(f"# PS3.6 as pydicom {__version__} has it: tag, VR, keyword. Made by src/test/python/dicom/make_dictionary.py.\n")
    out.write("\n".join(sorted(lines)) + "\n")
