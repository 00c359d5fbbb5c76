"""A scan of bench/generate.py, in the form that each peer likes."""

from functools import cached_property
from pathlib import Path

import numpy as np
import SimpleITK as sitk


class Scan:
    def __init__(self, folder):
        self.folder = Path(folder)
        *shape, x, y, z = (self.folder / "grid.txt").read_text().split()
        self.shape = tuple(map(int, shape))
        self.spacing = (float(x), float(y), float(z))
        self.ct = self.read(self.folder / "ct.raw", "<i2")
        self.truth = self.read(self.folder / "gt.raw", "u1")
        self.prediction = self.read(self.folder / "pred.raw", "u1")

    def read(self, file, dtype):
        """An array indexed x, y, z, with x fastest in memory."""
        return np.fromfile(file, dtype).reshape(self.shape[::-1]).T

    def itk(self, array):
        image = sitk.GetImageFromArray(array.T)
        image.SetSpacing(self.spacing)
        return image

    @cached_property
    def organs(self):
        return np.asfortranarray(self.truth > 0)

    @cached_property
    def dense(self):
        return np.asfortranarray(self.ct > 150)

    @cached_property
    def body(self):
        return np.asfortranarray(self.ct > -500)

    @cached_property
    def itk_ct(self):
        return self.itk(self.ct)

    @cached_property
    def itk_truth(self):
        return self.itk(self.truth)

    @cached_property
    def itk_prediction(self):
        return self.itk(self.prediction)
