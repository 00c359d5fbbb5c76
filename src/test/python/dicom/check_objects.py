"""Reads the segmentation and the report that dev.heliograph.report.MeasuredSeries wrote, with highdicom and pydicom.

    check_objects.py identify SAMPLE SERIES   a copy of the sample series with the identifiers that it lacks
    (java dev.heliograph.report.MeasuredSeries SERIES OUT, with the test classpath)
    check_objects.py check SERIES OUT

Compares every voxel with the boxes that were painted. If dicom3tools is installed, dciodvfy must find no error.
"""

import glob
import shutil
import subprocess
import sys
import warnings

import highdicom as hd
import numpy as np
import pydicom
from highdicom.sr.value_types import GraphicTypeValues3D

warnings.simplefilter("ignore")
series, out = sys.argv[2:4]
if sys.argv[1] == "identify":
    study, uid = pydicom.uid.generate_uid(), pydicom.uid.generate_uid()
    for f in glob.glob(series + "/*"):
        d = pydicom.dcmread(f)
        d.SOPClassUID, d.SOPInstanceUID = d.file_meta.MediaStorageSOPClassUID, d.file_meta.MediaStorageSOPInstanceUID
        d.StudyInstanceUID, d.SeriesInstanceUID = study, uid
        d.PatientID, d.PatientName = "P1", "Sample^Series"
        d.save_as(f"{out}/{d.InstanceNumber}.dcm")
    sys.exit()
slices = sorted((pydicom.dcmread(f) for f in glob.glob(series + "/*")), key=lambda d: d.ImagePositionPatient[2])
nz, ny, nx = len(slices), slices[0].Rows, slices[0].Columns

seg = hd.seg.segread(out + "/seg.dcm")
assert seg.SOPClassUID.name == "Segmentation Storage" and seg.segmentation_type.value == "BINARY"
assert seg.FrameOfReferenceUID == slices[0].FrameOfReferenceUID and seg.PatientID == slices[0].PatientID
described = [seg.get_segment_description(n) for n in seg.segment_numbers]
print("segments:", [(d.segment_number, d.segment_label, d.segmented_property_type.value, d.algorithm_type.value) for d in described])
want = np.zeros((nz, ny, nx), int)
# Slices of a volume grow along its normal, which for this series is +z.
want[0 : nz - 2, 10:40, 10:60] = 2
want[1:nz, 20:50, 70:90] = 1
want[nz // 2 : nz // 2 + 2, 20:24, 30:36] = 3
sources = [d.SOPInstanceUID for d in slices]
got = seg.get_pixels_by_source_instance(sources, combine_segments=True, ignore_spatial_locations=False, assert_missing_frames_are_empty=True)
assert np.array_equal(got, want), "voxels differ"
for k, d in enumerate(slices):
    for f in seg.PerFrameFunctionalGroupsSequence:
        if f.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID == d.SOPInstanceUID:
            a, b = f.PlanePositionSequence[0].ImagePositionPatient, d.ImagePositionPatient
            assert max(abs(float(x) - float(y)) for x, y in zip(a, b)) < 1e-9, (k, a, b)
vol = seg.get_volume(combine_segments=True)
print("as a volume:", vol.spatial_shape, [round(s, 4) for s in vol.spacing], "voxels", int((vol.array > 0).sum()), "of", int((want > 0).sum()))

sr = hd.sr.srread(out + "/sr.dcm")
content = sr.content
print("report:", type(sr).__name__, sr.ContentTemplateSequence[0].TemplateIdentifier)
volumetric = content.get_volumetric_roi_measurement_groups()
planar = content.get_planar_roi_measurement_groups()
plain = [g for g in content.get_image_measurement_groups()]
for g in volumetric:
    s = g.referenced_segment
    assert s.referenced_sop_instances[0].ReferencedSOPInstanceUID == seg.SOPInstanceUID if hasattr(s, "referenced_sop_instances") else True
    print("volumetric", g.tracking_identifier, g.finding_sites[0].value.meaning if g.finding_sites else None, [(m.name.meaning, m.value, m.unit.value) for m in g.get_measurements()])
for g in planar:
    print("planar", g.tracking_identifier, g.finding_type, g.reference_type.meaning, g.roi.graphic_type, g.roi.value.tolist(), [(m.name.meaning, m.value, m.unit.value) for m in g.get_measurements()])
    assert g.roi.graphic_type == GraphicTypeValues3D.POLYLINE and g.roi.frame_of_reference_uid == slices[0].FrameOfReferenceUID
for g in plain:
    print("plain", g.tracking_identifier, [(m.name.meaning, m.value, m.unit.value) for m in g.get_measurements()])
assert len(volumetric) == 3 and len(planar) == 1 and len(plain) == 1
values = sorted(float(m.value) for g in volumetric + planar + plain for m in g.get_measurements())
assert values == [20.0, 21.5, 52.5, 150.0, 1432.25], values
tracking = {s.tracking_uid for s in described}
assert {g.tracking_uid for g in volumetric + planar} <= tracking

if shutil.which("dciodvfy"):
    for name in ("seg.dcm", "sr.dcm"):
        lines = subprocess.run(["dciodvfy", f"{out}/{name}"], capture_output=True, text=True).stderr.splitlines()
        errors = [line for line in lines if line.startswith("Error")]
        print("dciodvfy", name, len(errors), "errors", len([w for w in lines if w.startswith("Warning")]), "warnings")
        print("\n".join(sorted(set(errors + [w for w in lines if w.startswith("Warning")]))[:20]))
