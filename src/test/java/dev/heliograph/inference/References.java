package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/**
 * Label maps that the Python references made of samples/ct-abdomen ({@code evaluate.py --save}).
 */
final class References {

  /**
   * On the machine where the references were made no voxel differs. Other processors round the
   * network's sums otherwise, which may move a few border voxels.
   */
  private static final double MAY_DIFFER = 1e-4;

  private References() {}

  static void assertSame(LabelMap found, String resource) throws IOException {
    short[] want;
    try (InputStream in =
        Objects.requireNonNull(References.class.getResourceAsStream("/inference/" + resource))) {
      want = NiftiReader.readLabels(in, -1, Map.of(), ReadLimits.standard()).labels();
    }
    assertThat(found.labels()).hasSameSizeAs(want);
    long differing = differing(found.labels(), want);
    assertThat(differing)
        .as("differing voxels of " + want.length)
        .isLessThanOrEqualTo((long) (MAY_DIFFER * want.length));
  }

  static long differing(short[] a, short[] b) {
    long n = 0;
    for (int p = 0; p < a.length; p++) {
      n += a[p] != b[p] ? 1 : 0;
    }
    return n;
  }
}
