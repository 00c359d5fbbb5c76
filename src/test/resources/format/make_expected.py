"""Makes the expectations in this folder with independent libraries (nibabel, pydicom, OpenJPEG).

pip install nibabel==5.4.2 numpy pydicom==3.0.2 pylibjpeg pylibjpeg-openjpeg==2.6.0
HELIOGRAPH_DATA=... python make_expected.py
"""

import base64, glob, gzip, json, os
import nibabel as nib, numpy as np, pydicom
from nibabel.eulerangles import euler2mat
from openjpeg import decode
from openjpeg.utils import encode_array

DATA = os.environ["HELIOGRAPH_DATA"]
HERE = os.path.dirname(os.path.abspath(__file__))


def write(name, text):
    with open(os.path.join(HERE, name), "w") as f:
        f.write(text)


# Real NIfTI files
out = {}
for name in ["ct-abdomen/ct.nii.gz", "ct-abdomen/labels.nii.gz", "ct-dicom.labels.nii.gz", "ibsi-digital-phantom/phantom.nii.gz"]:
    im = nib.load(os.path.join(DATA, name))
    d = im.get_fdata()
    rng = np.random.default_rng(1)
    vox = [[int(rng.integers(0, s)) for s in d.shape] for _ in range(12)]
    out[name] = dict(
        shape=list(d.shape),
        affine=[float(x) for x in im.affine[:3].ravel()],
        sum=float(d.sum()),
        min=float(d.min()),
        max=float(d.max()),
        orientation="".join(nib.aff2axcodes(im.affine)),
        voxels=[v + [float(d[tuple(v)])] for v in vox],
    )
write(
    "nifti-expected.json",
    "{\n"
    + ",\n".join(f'"{k}": ' + "{\n" + ",\n".join(f'  "{a}": {json.dumps(b)}' for a, b in v.items()) + "\n}" for k, v in out.items())
    + "\n}\n",
)

# The real DICOM series
fs = sorted(glob.glob(os.path.join(DATA, "ct-dicom", "CT*")))
ds = [pydicom.dcmread(f) for f in fs]
ds.sort(key=lambda d: float(d.ImagePositionPatient[2]))
rng = np.random.default_rng(2)
out = {"columns": int(ds[0].Columns), "rows": int(ds[0].Rows), "slices": len(ds)}
vol = np.stack([d.pixel_array.astype("i4") * int(d.RescaleSlope) + int(d.RescaleIntercept) for d in ds])
out["sum"] = int(vol.sum())
out["min"] = int(vol.min())
out["max"] = int(vol.max())
pts = []
for _ in range(24):
    k, r, c = int(rng.integers(0, len(ds))), int(rng.integers(0, 512)), int(rng.integers(0, 512))
    d = ds[k]
    io = np.array(d.ImageOrientationPatient, float)
    ip = np.array(d.ImagePositionPatient, float)
    ps = np.array(d.PixelSpacing, float)
    w = ip + io[:3] * ps[1] * c + io[3:] * ps[0] * r
    pts.append([-w[0], -w[1], w[2], int(vol[k, r, c])])
out["worldRas"] = pts
s = "{\n" + ",\n".join(f'  "{k}": {json.dumps(v)}' for k, v in out.items()) + "\n}\n"
write("dicom-expected.json", s)

# One file of each type, order and version, and each way to say a position
rng = np.random.default_rng(11)
cases = []


def add(name, img, cls, endian, mutate=None, expect_affine=None):
    raw = img.to_bytes()
    if mutate:
        raw = mutate(bytearray(raw))
    im = cls.from_bytes(bytes(raw))
    d = np.asarray(im.get_fdata())
    cases.append(
        dict(
            name=name,
            file=base64.b64encode(gzip.compress(bytes(raw), 9, mtime=0)).decode(),
            shape=[int(x) for x in (list(d.shape) + [1, 1])[:3]],
            affine=[float(x) for x in (im.affine if expect_affine is None else expect_affine)[:3].ravel()],
            values=[float(x) for x in d.ravel(order="F")],
        )
    )


shape = (3, 4, 2)
for cls, H, v in ((nib.Nifti1Image, nib.Nifti1Header, 1), (nib.Nifti2Image, nib.Nifti2Header, 2)):
    for e in "<>":
        for t in "u1 i1 i2 u2 i4 u4 i8 u8 f4 f8".split():
            dt = np.dtype(t)
            if dt.kind in "iu":
                ii = np.iinfo(dt)
                lo, hi = max(ii.min, -(2**52)), min(ii.max, 2**52)
                a = rng.integers(lo, hi, shape, endpoint=True).astype(dt)
                a.flat[0] = ii.min if dt.itemsize < 8 else lo
                a.flat[1] = ii.max if dt.itemsize < 8 else hi
            else:
                a = rng.normal(0, 1000, shape).astype(dt)
            A = np.eye(4)
            A[:3, :3] = euler2mat(*rng.uniform(-3, 3, 3)) @ np.diag(rng.uniform(0.5, 4, 3) * rng.choice([-1, 1], 3))
            A[:3, 3] = rng.uniform(-300, 300, 3)
            h = H(endianness=e)
            h.set_data_dtype(dt.newbyteorder(e))
            h.set_xyzt_units("mm")
            im = cls(a, A, h)
            im.header.set_slope_inter(*((0.5, -7) if t in ("i2", "u1") else (None, None)))
            q = rng.integers(0, 2)
            if q:
                im.set_sform(None, 0)
                im.set_qform(A, 1)
            # to_bytes with slope would rescale data: write by hand
            hdr = im.header.copy()
            if q:
                hdr.set_sform(None, 0)
                hdr.set_qform(A, 1)
            else:
                hdr.set_sform(A, 2)
                hdr.set_qform(None, 0)
            hdr["magic"] = hdr["magic"] if v == 2 else b"n+1"
            hdr["vox_offset"] = 352 if v == 1 else 544
            raw = hdr.binaryblock + b"\0" * 4 + a.astype(dt.newbyteorder(e)).tobytes(order="F")

            class Fake:
                def to_bytes(self):
                    return raw

            add(f"nifti{v} {'little' if e=='<' else 'big'} {t} {'qform' if q else 'sform'}", Fake(), cls, e)
# base affine, 2-D, 4-D with one volume, units
a = rng.integers(0, 100, (3, 4, 2)).astype("i2")


def mk(arr, f):
    h = nib.Nifti1Header()
    h.set_data_dtype(arr.dtype)
    h.set_data_shape(arr.shape)
    h.set_zooms([1.5, 2, 3, 1][: arr.ndim])
    h["vox_offset"] = 352
    h["magic"] = b"n+1"
    f(h)

    class Fake:
        def to_bytes(self):
            return h.binaryblock + b"\0" * 4 + arr.tobytes(order="F")

    return Fake()


def none(h):
    h["sform_code"] = 0
    h["qform_code"] = 0


add("no orientation", mk(a, none), nib.Nifti1Image, "<")


def four(h):
    none(h)


add("4-D of one volume", mk(a[..., None], four), nib.Nifti1Image, "<")


def microns(h):
    h.set_xyzt_units("micron")
    A = np.diag([1500.0, 2000, 3000, 1])
    A[:3, 3] = [1000, 2000, -3000]
    h.set_sform(A, 1)


A = np.diag([1.5, 2, 3, 1])
A[:3, 3] = [1, 2, -3]
add("micrometres", mk(a, microns), nib.Nifti1Image, "<", expect_affine=A)


def both(h):
    h.set_qform(np.diag([9.0, 9, 9, 1]), 2)
    h.set_zooms([1.5, 2, 3])
    A = np.diag([-2.0, 2, 2, 1])
    h.set_sform(A, 1)


add("sform and another qform of higher code", mk(a, both), nib.Nifti1Image, "<")
s = "[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n"
write("nifti-matrix.json", s)
# jpeg 2000
y, x = np.mgrid[0:32, 0:36]
base = np.sin(x / 7.0) * np.cos(y / 9.0)
out = []
for bits, signed, lossy in [(8, 0, 0), (8, 1, 0), (12, 0, 0), (12, 1, 0), (16, 0, 0), (16, 1, 0), (12, 0, 1)]:
    lo, hi = (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)
    n = ((base + 1) / 2 * (hi - lo) + lo + rng.normal(0, (hi - lo) / 200, base.shape)).round().clip(lo, hi)
    n[0, :5] = lo
    n[1, :5] = hi
    n = n.astype(("i" if signed else "u") + ("1" if bits == 8 else "2"))
    kw = dict(compression_ratios=[4]) if lossy else {}
    b = bytes(encode_array(n, bits_stored=bits, photometric_interpretation=2, use_mct=False, **kw))
    d = decode(b)
    if not lossy:
        assert (d == n).all()
    out.append(
        dict(
            name=f"{bits} bit {'signed' if signed else 'unsigned'}{' lossy' if lossy else ''}",
            bits=bits,
            signed=bool(signed),
            lossy=bool(lossy),
            columns=36,
            rows=32,
            frame=base64.b64encode(b).decode(),
            values=[int(v) for v in d.ravel()],
        )
    )
s = "[\n" + ",\n".join(json.dumps(c) for c in out) + "\n]\n"
write("jpeg2000-frames.json", s)
