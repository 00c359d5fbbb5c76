"""Reference of the card's whole pipeline in numpy, scipy and onnxruntime, and its evaluation on the two sample studies.

    python evaluate.py --weights DIR --models ../../models/obelisk --data DATA [--model obelisk-fold1.onnx …] [--ensemble] [--save DIR]

Arrays of scans are (x, y, z) in RAS: index grows to the right (x), front (y) and head (z). Intensities are HU.
"""
import argparse
import time
from pathlib import Path

import nibabel as nib
import numpy as np
import onnxruntime as ort
from scipy import ndimage

SIZE = 144
BODY_HU = -300.0                # between lung (-800) and fat (-100)
LIVER, MIN_LIVER_ML = 6, 100.0  # the liver of the first pass places the window; less than this is no liver
WINDOW_MM, ABOVE_LIVER_MM, LONG_MM = 200.0, 10.0, 220.0
# label of the network -> (name in Heliograph's vocabulary, value in the sample studies' TotalSegmentator labels)
LABELS = {1: ("spleen", 1), 2: ("pancreas", 7), 3: ("left_kidney", 3), 4: ("gallbladder", 4), 5: ("esophagus", 15), 6: ("liver", 5),
          7: ("stomach", 6), 8: ("duodenum", 19)}


def load_nifti(path):
    """:return: (x,y,z) array in RAS, voxel size in mm (x,y,z), the file's own affine and shape"""
    image = nib.load(path)
    ras = nib.as_closest_canonical(image)
    return np.asarray(ras.dataobj, np.float32), np.array(ras.header.get_zooms()[:3], float), image.affine, image.shape


def load_dicom(folder, like):
    """A CT series. Axes are put in the order and direction of `like`, a NIfTI image of the same series, and then in RAS."""
    import pydicom
    slices = sorted((pydicom.dcmread(f) for f in Path(folder).iterdir()), key=lambda s: float(s.ImagePositionPatient[2]))
    volume = np.stack([s.pixel_array * float(s.RescaleSlope) + float(s.RescaleIntercept) for s in slices], -1)     # (row, column, z)
    first = slices[0]
    step_z = (float(slices[-1].ImagePositionPatient[2]) - float(first.ImagePositionPatient[2])) / (len(slices) - 1)
    if list(map(float, first.ImageOrientationPatient)) != [1, 0, 0, 0, 1, 0]:
        raise ValueError("only axial slices, head first supine")
    row_mm, column_mm = map(float, first.PixelSpacing)
    x, y, z = map(float, first.ImagePositionPatient)
    affine = np.diag([-column_mm, -row_mm, step_z, 1.0])            # LPS to RAS: x and y change their sign
    affine[:3, 3] = -x, -y, z
    ras = nib.as_closest_canonical(nib.Nifti1Image(volume.transpose(1, 0, 2).astype(np.float32), affine))
    ref = nib.as_closest_canonical(nib.load(like))
    if not np.allclose(ras.affine, ref.affine, atol=1e-2):
        raise ValueError(f"the labels lie on another grid:\n{ras.affine}\n{ref.affine}")
    return np.asarray(ras.dataobj), np.array(ras.header.get_zooms()[:3], float), nib.load(like).affine, nib.load(like).shape


def body_box(hu):
    """Trunk without the table's edges and arms that stand off. :return: (first, past-the-last) voxel, each (x,y,z)

    Of the largest face-connected part above BODY_HU, count the voxels of each sagittal and each coronal plane; the box reaches from the
    first to the last plane with at least a quarter of the fullest plane's count. All of z is kept.
    """
    parts, n = ndimage.label(hu > BODY_HU)
    low, high = np.zeros(3, int), np.array(hu.shape)
    if n == 0:
        return low, high
    body = parts == np.bincount(parts.ravel())[1:].argmax() + 1
    for axis in (0, 1):
        count = body.sum(axis=tuple(a for a in range(3) if a != axis))
        full = np.flatnonzero(4 * count >= count.max())
        low[axis], high[axis] = full[0], full[-1] + 1
    return low, high


def liver_window(labels, box, spacing_mm):
    """The part of the box along z that the training scans showed: from 10 mm above the liver, 200 mm down.

    :param labels: (x,y,z) of the first pass, on the scan's grid, largest components only :return: the box, shorter in z; or None
    """
    liver = labels == LIVER
    if liver.sum() * np.prod(spacing_mm) < 1000 * MIN_LIVER_ML:
        return None
    top = np.flatnonzero(liver.any(axis=(0, 1)))[-1] + 1            # past the last voxel
    low, high = box[0].copy(), box[1].copy()
    high[2] = min(high[2], top + int(np.floor(ABOVE_LIVER_MM / spacing_mm[2] + 0.5)))
    low[2] = max(low[2], high[2] - int(np.floor(WINDOW_MM / spacing_mm[2] + 0.5)))
    return low, high


def along(array, axis, positions):
    """Linear interpolation along one axis at positions in voxels; beyond the first and last voxel's centre their values go on."""
    positions = np.clip(positions, 0, array.shape[axis] - 1)
    low = np.floor(positions).astype(int)
    high = np.minimum(low + 1, array.shape[axis] - 1)
    shape = [1] * array.ndim
    shape[axis] = -1
    part = (positions - low).astype(np.float32).reshape(shape)
    return np.take(array, low, axis) * (1 - part) + np.take(array, high, axis) * part


def network_input(hu, box):
    """Crop, resize to 144^3 (trilinear, half-pixel centres: the box keeps its borders), HU/1024 + 1 clipped to [0, 4].

    :param hu: (x,y,z) :param box: (first, past-the-last) voxel :return: (1,1,Z,Y,X) float32 in RAS
    """
    volume = hu[tuple(slice(a, b) for a, b in zip(*box))].astype(np.float32)
    for axis in range(3):
        n = volume.shape[axis]
        volume = along(volume, axis, (np.arange(SIZE) + 0.5) * n / SIZE - 0.5)
    volume = np.clip(volume, -1024, 3072) / 1024 + 1
    return np.ascontiguousarray(volume.transpose(2, 1, 0), np.float32)[None, None]


def to_scan(logits, box, shape):
    """Logits are brought to the scan's voxels (trilinear, the same convention), then argmax; outside the box it is background.

    :param logits: (1,9,Z,Y,X) on the network's grid :return: labels (x,y,z), uint8
    """
    low, high = box
    at = [(np.arange(n) + 0.5) * SIZE / n - 0.5 for n in high - low]
    labels = np.zeros(shape, np.uint8)
    for k, z in enumerate(at[2]):   # plane by plane: the logits of a whole scan would take gigabytes
        first = min(max(int(np.floor(z)), 0), SIZE - 2)
        plane = along(logits[0, :, first:first + 2], 1, [z - first])[:, 0]          # (9,Y,X)
        labels[low[0]:high[0], low[1]:high[1], low[2] + k] = along(along(plane, 1, at[1]), 2, at[0]).argmax(0).T
    return labels


def largest_components(labels):
    """Keeps the largest face-connected component of each label."""
    out = np.zeros_like(labels)
    for value in np.unique(labels[labels > 0]):
        parts, _ = ndimage.label(labels == value)
        out[parts == np.bincount(parts.ravel())[1:].argmax() + 1] = value
    return out


def session(graph, weights):
    """The graph is read as bytes; its external data are looked for in the folder of the weights."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(weights))
    return ort.InferenceSession(Path(graph).read_bytes(), options, providers=["CPUExecutionProvider"])


def segment(nets, hu, spacing_mm):
    """The card's pipeline. :param nets: sessions, of whose logits the mean counts :param hu: (x,y,z) RAS :return: labels (x,y,z), the box that the network saw"""
    def run(box):
        image = network_input(hu, box)
        logits = sum(net.run(["logits"], {"image": image})[0] for net in nets) / np.float32(len(nets))
        return largest_components(to_scan(logits, box, hu.shape))

    box = body_box(hu)
    labels = run(box)
    if (box[1][2] - box[0][2]) * spacing_mm[2] > LONG_MM:
        window = liver_window(labels, box, spacing_mm)
        if window is not None:
            box, labels = window, run(window)
    return labels, box


def dice(a, b):
    return 2 * float((a & b).sum()) / float(a.sum() + b.sum())


def save(labels, affine, shape, path):
    """Writes labels (x,y,z RAS) in the axes of the original file."""
    to_original = nib.orientations.ornt_transform(nib.orientations.axcodes2ornt("RAS"), nib.io_orientation(affine))
    out = nib.orientations.apply_orientation(labels, to_original)
    assert out.shape == tuple(shape)
    nib.save(nib.Nifti1Image(out.astype(np.uint8), affine), path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of the .pth files")
    parser.add_argument("--models", type=Path, required=True, help="folder of the graphs")
    parser.add_argument("--data", type=Path, required=True, help="folder with ct-abdomen, ct-dicom and ct-dicom.labels.nii.gz")
    parser.add_argument("--model", nargs="+", default=["obelisk-fold1.onnx"], help="graphs to evaluate")
    parser.add_argument("--ensemble", action="store_true", help="the mean of the graphs' logits instead of one after the other")
    parser.add_argument("--save", type=Path, help="folder for the label maps, on the original grid")
    options = parser.parse_args()
    data = options.data
    studies = {
        "ct-abdomen": (load_nifti(data / "ct-abdomen/ct.nii.gz"), data / "ct-abdomen/labels.nii.gz"),
        "ct-dicom": (load_dicom(data / "ct-dicom", data / "ct-dicom.labels.nii.gz"), data / "ct-dicom.labels.nii.gz")}
    runs = [[m] for m in options.model] if not options.ensemble else [options.model]
    for models in runs:
        nets = [session(options.models / m, options.weights) for m in models]
        tag = "+".join(Path(m).stem for m in models)
        for study, ((hu, spacing_mm, affine, shape), truth_file) in studies.items():
            truth = load_nifti(truth_file)[0]
            start = time.time()
            labels, box = segment(nets, hu, spacing_mm)
            print(f"{tag} {study}: {time.time() - start:.1f} s, box x {box[0][0]}-{box[1][0]} y {box[0][1]}-{box[1][1]} "
                  f"z {box[0][2]}-{box[1][2]} of {hu.shape}, {np.round((box[1] - box[0]) * spacing_mm)} mm")
            ml = np.prod(spacing_mm) / 1000
            for index, (name, value) in LABELS.items():
                got, want = labels == index, truth == value
                score = f"dice {dice(got, want):.3f}" if want.any() else "not in the reference"
                print(f"  {name:12} {score}  volume {got.sum() * ml:.1f} ml, reference {want.sum() * ml:.1f} ml")
            if options.save:
                options.save.mkdir(parents=True, exist_ok=True)
                save(labels, affine, shape, options.save / f"{study}.{tag}.nii.gz")


if __name__ == "__main__":
    main()
