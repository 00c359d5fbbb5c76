"""Writes what the peers say of small random masks, which the unit tests compare with.

    python bench/reference.py > src/test/resources/imaging/peers.json

Needs the packages of bench/requirements.txt. Arrays are listed with x fastest.
"""

import itertools
import json

import cc3d
import numpy as np
import scipy.ndimage as ndi
import surface_distance as sd
from surface_distance import lookup_tables


def surface_areas(spacing):
    """Surface-element areas by our code: bit x + 2y + 4z is voxel (x, y, z)."""
    theirs = lookup_tables.create_table_neighbour_code_to_surface_area(spacing)
    kernel = lookup_tables.ENCODE_NEIGHBOURHOOD_3D_KERNEL
    areas = []
    for code in range(256):
        corners = [c for c in itertools.product((0, 1), repeat=3) if code >> (c[0] + 2 * c[1] + 4 * c[2]) & 1]
        areas.append(float(theirs[sum(int(kernel[c]) for c in corners)]))
    return areas


def blobs(rng, shape, labels, sigma=1.2):
    """Smooth random labels, with background where none of them is high."""
    fields = [ndi.gaussian_filter(rng.standard_normal(shape), sigma) for _ in range(labels)]
    best = np.argmax(fields, axis=0)
    return np.where(np.max(fields, axis=0) > np.std(fields) * 0.8, best + 1, 0).astype(np.uint8)


def flat(array):
    return np.asarray(array).T.ravel().tolist()


def case(seed, shape, spacing, labels):
    rng = np.random.default_rng(seed)
    a = blobs(rng, shape, labels)
    b = np.roll(a, rng.integers(-1, 2, 3), (0, 1, 2))
    noise = rng.random(shape) < 0.05
    b[noise] = rng.integers(0, labels + 1, noise.sum())
    values = np.rint(rng.normal(40, 90, shape) * 4) / 4
    out = {"shape": shape, "spacing": spacing, "a": flat(a), "b": flat(b), "values": flat(values), "labels": {}}
    for label in range(1, labels + 1):
        distances = sd.compute_surface_distances(a == label, b == label, spacing)
        inside = values[a == label]
        out["labels"][label] = {
            "nsd": {t: float(sd.compute_surface_dice_at_tolerance(distances, t)) for t in (0.5, 1.0, 2.0, 5.0)},
            "hd95": float(sd.compute_robust_hausdorff(distances, 95)),
            "dsc": float(sd.compute_dice_coefficient(a == label, b == label)),
            "edt": [round(v, 6) for v in flat(ndi.distance_transform_edt(a == label, sampling=spacing))],
            "mean": float(inside.mean()),
            "sd": float(inside.std()),
            "percentiles": {p: float(np.percentile(inside, p)) for p in (0, 5, 50, 95, 100)},
        }
    out["components"] = {c: flat(cc3d.connected_components(np.asfortranarray(a), connectivity=c)) for c in (6, 18, 26)}
    return out


spacing = (1.0, 1.37, 2.11)
print(
    json.dumps(
        {
            "spacing": spacing,
            "areas": surface_areas(spacing),
            "cases": [
                case(1, (11, 9, 7), (0.78, 0.78, 2.5), 2),
                case(2, (13, 8, 6), (1.0, 1.0, 1.0), 3),
                case(3, (70, 5, 4), (0.9, 1.7, 3.0), 2),
            ],
        },
        separators=(",", ":"),
    )
)
