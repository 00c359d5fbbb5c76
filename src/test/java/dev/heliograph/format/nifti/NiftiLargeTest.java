package dev.heliograph.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of several parts, which are packed and unpacked by several threads. */
class NiftiLargeTest {

  private static final int DATATYPE = 70;
  private static final int OFFSET = 352;

  /** 900,000 voxels: no multiple of any part. */
  private static final Geometry GRID = Geometry.axisAligned(100, 90, 100, 1, 1, 1);

  private static float value(int p) {
    return p * 7919L % 60_001 - 30_000;
  }

  private static Volume volume(float more) {
    float[] v = new float[GRID.voxels()];
    for (int p = 0; p < v.length; p++) {
      v[p] = value(p) + more;
    }
    return new Volume(GRID, v, Unit.HOUNSFIELD);
  }

  private static NiftiImage read(byte[] file) throws IOException {
    return NiftiReader.read(
        new ByteArrayInputStream(file), file.length, Unit.HOUNSFIELD, ReadLimits.standard());
  }

  private static LabelMap readLabels(byte[] file) throws IOException {
    return NiftiReader.readLabels(
        new ByteArrayInputStream(file), file.length, Map.of(), ReadLimits.standard());
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.25f})
  void volumesComeBackAndTheJdkReadsThem(float more) throws IOException {
    Volume v = volume(more);
    byte[] file = NiftiRoundTripTest.write(v);
    assertThat(NiftiRoundTripTest.write(v)).isEqualTo(file);
    assertThat(read(file).volume().values()).isEqualTo(v.values());
    int bytes = more == 0 ? 2 : 4;
    byte[] plain = NiftiRoundTripTest.unzip(file);
    assertThat(plain).hasSize(OFFSET + bytes * GRID.voxels());
    ByteBuffer b = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).position(OFFSET);
    float[] theirs = new float[GRID.voxels()];
    for (int p = 0; p < theirs.length; p++) {
      theirs[p] = more == 0 ? b.getShort() : b.getFloat();
    }
    assertThat(theirs).isEqualTo(v.values());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 60_000})
  void labelsComeBack(int most) throws IOException {
    short[] labels = new short[GRID.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (p * 31 % most);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NiftiWriter.writeLabels(new LabelMap(GRID, labels, Map.of()), out);
    assertThat(readLabels(out.toByteArray()).labels()).isEqualTo(labels);
  }

  /** The voxels 0, 1, 2 … modulo 120, after the header of another file. */
  private static byte[] file(NiftiType type, ByteOrder order) throws IOException {
    byte[] little = NiftiRoundTripTest.unzip(NiftiRoundTripTest.write(volume(0)));
    ByteBuffer b = ByteBuffer.allocate(OFFSET + GRID.voxels() * type.bytes()).order(order);
    b.putInt(0, 348);
    b.putFloat(108, OFFSET);
    b.putFloat(112, 2).putFloat(116, -1); // scaled: 2 x − 1
    for (int n = 0; n < 8; n++) {
      b.putShort(
          40 + 2 * n, ByteBuffer.wrap(little).order(ByteOrder.LITTLE_ENDIAN).getShort(40 + 2 * n));
      b.putFloat(76 + 4 * n, 1);
    }
    b.putShort(DATATYPE, (short) type.code());
    b.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    b.position(OFFSET);
    for (int p = 0; p < GRID.voxels(); p++) {
      int v = p % 120;
      switch (type) {
        case UINT8, INT8 -> b.put((byte) v);
        case INT16, UINT16 -> b.putShort((short) v);
        case INT32, UINT32 -> b.putInt(v);
        case INT64, UINT64 -> b.putLong(v);
        case FLOAT32 -> b.putFloat(v);
        case FLOAT64 -> b.putDouble(v);
        case RGB24 -> b.put((byte) v).put((byte) v).put((byte) v);
        case RGBA32 -> b.put((byte) v).put((byte) v).put((byte) v).put((byte) 1);
      }
    }
    return b.array();
  }

  @ParameterizedTest
  @EnumSource(NiftiType.class)
  void everyTypeInBothOrdersAcrossParts(NiftiType type) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      float[] values = read(file(type, order)).volume().values();
      float worst = 0;
      for (int p = 0; p < values.length; p++) {
        // Colours are not scaled, and their luminance carries rounding.
        float expected = type.colour() ? p % 120 : 2 * (p % 120) - 1;
        worst = Math.max(worst, Math.abs(values[p] - expected));
      }
      assertThat(worst).isLessThan(type.colour() ? 1e-4f : 1e-30f);
    }
  }

  @Test
  void aNumberThatIsNoLabelIsRefusedWhereverItIs() throws IOException {
    byte[] file = file(NiftiType.UINT8, ByteOrder.LITTLE_ENDIAN);
    // 2 · 0 − 1 is no label.
    assertThatThrownBy(() -> readLabels(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("voxel 0 has the value -1");
    Arrays.fill(file, OFFSET, file.length, (byte) 1);
    assertThat(readLabels(file).labels()).containsOnly(1);
    file[file.length - 1] = 0;
    assertThatThrownBy(() -> readLabels(file)).hasMessageContaining("voxel 899999 has");
  }

  @Test
  void filesCutOrDamagedAnywhereAreRefused() throws IOException {
    byte[] file = NiftiRoundTripTest.write(volume(0));
    for (int length : new int[] {400, file.length / 2, file.length - 9, file.length - 1}) {
      assertThatThrownBy(() -> read(Arrays.copyOf(file, length)))
          .isInstanceOf(FormatException.class);
    }
    byte[] damaged = file.clone();
    damaged[file.length - 6] ^= 1; // the checksum
    assertThatThrownBy(() -> read(damaged)).isInstanceOf(FormatException.class);
  }

  @Test
  void filesOfSeveralGzipMembersAreRead() throws IOException {
    byte[] plain = NiftiRoundTripTest.unzip(NiftiRoundTripTest.write(volume(0)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < plain.length; at += 700_001) {
      GZIPOutputStream member = new GZIPOutputStream(out);
      member.write(plain, at, Math.min(700_001, plain.length - at));
      member.finish();
    }
    assertThat(read(out.toByteArray()).volume().values()).isEqualTo(volume(0).values());
  }
}
