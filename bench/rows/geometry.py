"""Other grids."""

import numpy as np
import SimpleITK as sitk

from row import Peer, Row, close

try:
    import torch
except ImportError:
    # Gigabytes with its CUDA libraries, so bench/requirements.txt leaves it out.
    torch = None


def size(scan):
    return [int(np.floor(n * s / 1.5 + 0.5)) for n, s in zip(scan.shape, scan.spacing)]


def itk(image, interpolator):
    def run(scan, threads):
        f = sitk.ResampleImageFilter()
        f.SetSize(size(scan))
        f.SetOutputSpacing((1.5,) * 3)
        f.SetInterpolator(interpolator)
        return f.Execute(image(scan))

    return run


def torch_linear(scan, threads):
    """The grid is 1.5 mm exactly, as ours: `interpolate` would stretch it to the image's edges."""
    torch.set_num_threads(threads)
    image, grid = torch_input(scan)
    return torch.nn.functional.grid_sample(image, grid, mode="bilinear", padding_mode="border", align_corners=True)


def torch_interpolate(scan, threads):
    """The quickest that torch has, on a grid that differs by a fraction of a voxel; not compared."""
    torch.set_num_threads(threads)
    return torch.nn.functional.interpolate(torch_input(scan)[0], size(scan)[::-1], mode="trilinear", align_corners=False)


def torch_input(scan, cache={}):
    if scan not in cache:
        cache.clear()
        axes = []
        for n, s, m in zip(scan.shape[::-1], scan.spacing[::-1], size(scan)[::-1]):
            axes.append(torch.arange(m) * (1.5 / s) * 2 / (n - 1) - 1)
        z, y, x = torch.meshgrid(*axes, indexing="ij")
        image = torch.from_numpy(np.ascontiguousarray(scan.ct.T, np.float32))[None, None]
        cache[scan] = image, torch.stack((x, y, z), -1)[None]
    return cache[scan]


def inner(scan, ours, theirs):
    """Both as z, y, x, without the voxels beyond the last centre, where ITK is empty and we go on with the last."""
    theirs = sitk.GetArrayFromImage(theirs)
    ours = ours.reshape(theirs.shape)
    keep = tuple(slice(int((n - 1) * s / 1.5) + 1) for n, s in zip(scan.shape[::-1], scan.spacing[::-1]))
    return ours[keep], theirs[keep]


def linear(scan, ours, theirs):
    # The timed peer cuts to whole HU, so the values are compared with those of its slower form in float32.
    whole = itk(lambda s: sitk.Cast(s.itk_ct, sitk.sitkFloat32), sitk.sitkLinear)(scan, 1)
    verdict = close(*inner(scan, ours, whole), 0.01) + " HU"
    if torch:
        # Torch's positions have 24 bits.
        verdict += f", of torch {close(ours, torch_linear(scan, 1).numpy().ravel(), 1)} HU"
    return verdict


def nearest(scan, ours, theirs):
    ours, theirs = inner(scan, ours, theirs)
    wrong = np.mean(ours != theirs)
    # Half-way positions are rounded either way.
    assert wrong < 1e-3, f"{wrong:.2%} of the labels differ"
    return f"{wrong:.4%} differ"


TORCH = (Peer("torch grid_sample", torch_linear, 2.5), Peer("torch interpolate", torch_interpolate, 2.5)) if torch else ()
ROWS = [
    Row(
        "resample to 1.5 mm, linear",
        "resample-linear",
        (Peer("SimpleITK", itk(lambda s: s.itk_ct, sitk.sitkLinear), 6), *TORCH),
        linear,
    ),
    Row("resample to 1.5 mm, labels", "resample-nearest", (Peer("SimpleITK", itk(lambda s: s.itk_truth, sitk.sitkNearestNeighbor)),), nearest),
]
