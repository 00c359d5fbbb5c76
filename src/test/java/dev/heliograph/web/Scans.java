package dev.heliograph.web;

import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Small scans for the tests of the API. */
final class Scans {

  private Scans() {}

  /** A gzipped NIfTI of 12 × 10 × 8 voxels, all of one value. */
  static byte[] nifti(float value) {
    Geometry geometry = Geometry.axisAligned(12, 10, 8, 1, 1, 2.5);
    float[] values = new float[geometry.voxels()];
    Arrays.fill(values, value);
    for (int i = 0; i < values.length; i += 7) {
      values[i] = i % 1000;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      NiftiWriter.write(new Volume(geometry, values, Unit.HOUNSFIELD), out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Loads a scan and gives the study's id. */
  static String upload(float value) {
    return RestAssured.given()
        .multiPart("file", "scan.nii.gz", nifti(value))
        .multiPart("modality", "CT")
        .post("/api/studies")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
