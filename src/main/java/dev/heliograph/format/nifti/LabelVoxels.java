package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns stored voxels into labels: whole numbers from 0 to 65535 after scaling. */
final class LabelVoxels implements VoxelSink {

  private final NiftiHeader header;
  private final short[] labels;
  private @Nullable FormatException refused;

  LabelVoxels(NiftiHeader header) {
    this.header = header;
    this.labels = new short[header.geometry().voxels()];
  }

  @Override
  public void accept(byte[] bytes, int at, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
    NiftiType type = header.type();
    if (type == NiftiType.UINT8 && !header.scaled()) {
      for (int n = 0; n < count; n++) {
        labels[at + n] = (short) (bytes[n] & 0xff);
      }
    } else if (type == NiftiType.UINT16 && !header.scaled()) {
      buffer.asShortBuffer().get(labels, at, count);
    } else {
      for (int n = 0; n < count && refused == null; n++) {
        double stored = type.get(buffer);
        double label = header.scaled() ? stored * header.slope() + header.intercept() : stored;
        if (!(label >= 0 && label <= 65535) || label != Math.rint(label)) {
          refused =
              new FormatException(
                  "voxel " + (at + n) + " has the value " + label + ", which is no label",
                  "a label map needs whole numbers from 0 to 65535; is this an image?");
        }
        labels[at + n] = (short) (int) label;
      }
    }
  }

  @Override
  public void check() throws FormatException {
    if (refused != null) {
      throw refused;
    }
  }

  /** All labels, after the last voxel. */
  short[] labels() {
    return labels;
  }
}
