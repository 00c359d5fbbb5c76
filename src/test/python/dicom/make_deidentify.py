"""Writes src/main/resources/dicom/deidentify.tsv: the Basic Profile column of PS3.15 table E.1-1, as the PyPI package
dicom-anonymizer 2.1.0 has it for the 2026c edition. Run from the project's root with that package on the path.
"""

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as table

ACTIONS = {
    "D": table.D_TAGS, "Z": table.Z_TAGS, "X": table.X_TAGS, "U": table.U_TAGS, "Z/D": table.Z_D_TAGS,
    "X/Z": table.X_Z_TAGS, "X/D": table.X_D_TAGS, "X/Z/D": table.X_Z_D_TAGS, "X/Z/U*": table.X_Z_U_STAR_TAGS,
}
lines = set()
for action, tags in ACTIONS.items():
    for tag in tags:
        text = f"{tag[0]:04X}{tag[1]:04X}"
        if len(tag) == 4:  # value and mask of a repeating group
            mask = f"{tag[2]:04X}{tag[3]:04X}"
            text = "".join("x" if m == "0" else t for t, m in zip(text, mask))
        if tag[0]:  # group 0 is network commands
            lines.add(f"{text}\t{action}")
with open("src/main/resources/dicom/deidentify.tsv", "w") as out:
    out.write("# PS3.15 2026c table E.1-1, Basic Profile: tag (x is any digit), action. Made by src/test/python/dicom/make_deidentify.py.\n")
    out.write("\n".join(sorted(lines)) + "\n")
