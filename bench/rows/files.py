"""NIfTI files. The Java side uses the processors that are free, whatever the number of threads."""

import nibabel
import numpy as np
import SimpleITK as sitk

from row import Peer, Row


def read_itk(scan, threads):
    return sitk.ReadImage(str(scan.folder / "ct.nii.gz"))


def read_nibabel(scan, threads):
    return np.asanyarray(nibabel.load(scan.folder / "ct.nii.gz").dataobj)


def write_nibabel(scan, threads):
    file = scan.folder / "written-by-nibabel.nii.gz"
    nibabel.save(nibabel.Nifti1Image(scan.ct, np.diag([*scan.spacing, 1])), file)
    return file.stat().st_size


def same_values(scan, ours, theirs):
    assert np.array_equal(ours, sitk.GetArrayFromImage(theirs).ravel()), "other values are read"
    return "equal"


def same_size(scan, ours, theirs):
    for name, reader in (("nibabel", lambda f: np.asanyarray(nibabel.load(f).dataobj)), ("SimpleITK", lambda f: sitk.GetArrayFromImage(sitk.ReadImage(str(f))).T)):
        assert np.array_equal(reader(scan.folder / "written-by-java.nii.gz"), scan.ct), f"{name} reads other values"
    ratio = float(ours[0]) / theirs
    assert ratio < 1.01, f"the file is {ratio:.3f} times as large"
    return f"equal, size × {ratio:.4f}"


ROWS = [
    Row("read .nii.gz", "read", (Peer("SimpleITK", read_itk, 1.1), Peer("nibabel", read_nibabel)), same_values, ("generated",)),
    Row("write .nii.gz", "write", (Peer("nibabel", write_nibabel, 1.5),), same_size, ("generated",)),
]
