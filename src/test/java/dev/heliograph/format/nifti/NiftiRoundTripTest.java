package dev.heliograph.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is written is read again: values bit by bit, positions within float32. */
class NiftiRoundTripTest {

  private static final int SFORM_CODE = 254;

  @Property(tries = 200)
  void volumesComeBack(@ForAll long seed, @ForAll boolean whole, @ForAll boolean sheared)
      throws IOException {
    Random random = new Random(seed);
    Geometry g = geometry(random, sheared);
    float[] values = new float[g.voxels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole ? random.nextInt(65536) - 32768 : (float) random.nextGaussian() * 1e4f;
    }
    byte[] file = write(new Volume(g, values, Unit.ARBITRARY));
    NiftiImage again = read(file);
    assertThat(again.header().type()).isEqualTo(whole ? NiftiType.INT16 : NiftiType.FLOAT32);
    assertThat(again.volume().values()).isEqualTo(values);
    assertThat(again.volume().geometry()).isEqualTo(NiftiWriter.storedGeometry(g));
    assertThat(again.header().plain()).isTrue();
    assertThat(again.warnings()).isEmpty();
  }

  @Property(tries = 200)
  void theQformSaysTheSameAsTheSform(@ForAll long seed) throws IOException {
    Geometry g = geometry(new Random(seed), false);
    byte[] plain = unzip(write(new Volume(g, new float[g.voxels()], Unit.ARBITRARY)));
    plain[SFORM_CODE] = 0;
    assertThat(read(plain).volume().geometry().sameGrid(g, 0.02)).isTrue();
  }

  @Property(tries = 100)
  void labelsComeBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 65535) int most)
      throws IOException {
    Random random = new Random(seed);
    Geometry g = geometry(random, false);
    short[] labels = new short[g.voxels()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (short) random.nextInt(most + 1);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NiftiWriter.writeLabels(new LabelMap(g, labels, Map.of(1, "liver")), out);
    LabelMap again =
        NiftiReader.readLabels(
            new ByteArrayInputStream(out.toByteArray()),
            out.size(),
            Map.of(1, "liver"),
            ReadLimits.standard());
    assertThat(again.labels()).isEqualTo(labels);
    assertThat(again.structures()).containsEntry(1, "liver");
  }

  private static NiftiImage read(byte[] file) throws IOException {
    return NiftiReader.read(
        new ByteArrayInputStream(file), file.length, Unit.ARBITRARY, ReadLimits.standard());
  }

  static byte[] write(Volume v) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NiftiWriter.write(v, out);
    return out.toByteArray();
  }

  static byte[] unzip(byte[] file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  /** A grid turned by a random quaternion, mirrored or not, optionally with a slanted z axis. */
  private static Geometry geometry(Random r, boolean sheared) {
    double[] q = {r.nextGaussian(), r.nextGaussian(), r.nextGaussian(), r.nextGaussian()};
    double n = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
    double a = q[0] / n;
    double b = q[1] / n;
    double c = q[2] / n;
    double d = q[3] / n;
    double[][] m = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
    };
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      affine[4 * row + 3] = 600 * (r.nextDouble() - 0.5);
    }
    for (int col = 0; col < 3; col++) {
      double size = (0.3 + 4 * r.nextDouble()) * (r.nextBoolean() ? 1 : -1);
      for (int row = 0; row < 3; row++) {
        affine[4 * row + col] = size * (m[row][col] + (sheared && col == 2 ? 0.3 * m[row][1] : 0));
      }
    }
    return new Geometry(1 + r.nextInt(9), 1 + r.nextInt(9), 1 + r.nextInt(9), affine);
  }
}
