package dev.heliograph.imaging.radiomics;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The digital phantom of IBSI: 5 × 4 × 4 voxels of 2 mm, levels 1 to 6, 74 voxels inside. */
final class IbsiPhantom {

  private static final String FOLDER = "/radiomics/ibsi-digital-phantom/";

  private IbsiPhantom() {}

  static Volume volume() {
    try {
      byte[] bytes = bytes("phantom.nii.gz");
      return NiftiReader.read(
              new ByteArrayInputStream(bytes), bytes.length, Unit.ARBITRARY, ReadLimits.standard())
          .volume();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LabelMap mask() {
    try {
      byte[] bytes = bytes("mask.nii.gz");
      return NiftiReader.readLabels(
          new ByteArrayInputStream(bytes),
          bytes.length,
          Map.of(1, "lesion"),
          ReadLimits.standard());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = IbsiPhantom.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException("no " + name);
      }
      return in.readAllBytes();
    }
  }
}
