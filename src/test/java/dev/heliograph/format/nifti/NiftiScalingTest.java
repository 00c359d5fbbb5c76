package dev.heliograph.format.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.volume.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Scaling that makes no sense is refused or said, never applied in silence. */
class NiftiScalingTest {

  /** Two int16 voxels, 1 and 100, 1 mm apart. */
  private static NiftiImage read(float slope, float intercept) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(352 + 4).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0, 348);
    short[] dim = {3, 2, 1, 1, 1, 1, 1, 1};
    for (int d = 0; d < dim.length; d++) {
      b.putShort(40 + 2 * d, dim[d]);
      b.putFloat(76 + 4 * d, 1);
    }
    b.putShort(70, (short) 4).putShort(72, (short) 16);
    b.putFloat(108, 352).putFloat(112, slope).putFloat(116, intercept);
    b.put(123, (byte) 2).putShort(254, (short) 1);
    b.putFloat(280, 1).putFloat(300, 1).putFloat(320, 1);
    b.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    b.putShort(352, (short) 1).putShort(354, (short) 100);
    return NiftiReader.read(
        new ByteArrayInputStream(b.array()), b.capacity(), Unit.ARBITRARY, ReadLimits.standard());
  }

  @Test
  void usualScalingIsApplied() throws IOException {
    NiftiImage image = read(2, -1024);
    assertThat(image.volume().values()).containsExactly(-1022, -824);
    assertThat(image.warnings()).isEmpty();
  }

  @Test
  void aSlopeThatIsNoNumberIsSaid() throws IOException {
    NiftiImage image = read(Float.NaN, 7);
    assertThat(image.volume().values()).containsExactly(1, 100);
    assertThat(image.warnings().toString()).contains("scl_slope is not a number", "as stored");
  }

  @Test
  void aSlopeThatIsHardlyMeantIsSaid() throws IOException {
    assertThat(read(1e30f, 0).warnings().toString()).contains("1.0", "hardly meant");
  }

  @Test
  void scalingWithoutValuesIsRefused() {
    assertThatThrownBy(() -> read(3e38f, 0))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("1 voxels are too large")
        .hasMessageContaining("scl_slope 3.0");
    assertThatThrownBy(() -> read(Float.POSITIVE_INFINITY, 0))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("scl_slope is infinite");
    assertThatThrownBy(() -> read(1, Float.NaN))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("scl_inter is NaN");
  }
}
