package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax.Codec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Where each compressed frame's bytes are among the fragments (PS3.5 A.4). */
final class EncodedFrames {

  private EncodedFrames() {}

  /**
   * The fragments of each frame: one for each frame, or as the offset table says, or split where a
   * new codestream starts.
   */
  static List<List<ByteBuffer>> of(DicomFile file, int frames) throws FormatException {
    DataElement pixels = file.data().get(Tags.PIXEL_DATA);
    List<ByteBuffer> all = pixels == null ? null : pixels.fragments();
    if (all == null || all.size() < 2) {
      throw damaged("it has no fragments");
    }
    ByteBuffer table = all.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> fragments = all.subList(1, all.size());
    if (frames == 1) {
      return List.of(fragments);
    }
    if (fragments.size() == frames) {
      return fragments.stream().map(List::of).toList();
    }
    List<List<ByteBuffer>> out =
        table.remaining() >= 4 * frames
            ? byTable(table, fragments, frames)
            : byStart(fragments, file.syntax().codec());
    if (out.size() != frames) {
      throw damaged(out.size() + " frames are found in it, the header says " + frames);
    }
    return out;
  }

  private static List<List<ByteBuffer>> byTable(
      ByteBuffer table, List<ByteBuffer> fragments, int frames) {
    List<List<ByteBuffer>> out = new ArrayList<>();
    long at = 0;
    int n = 0;
    for (ByteBuffer fragment : fragments) {
      if (n < frames && (table.getInt(4 * n) & 0xffffffffL) == at) {
        out.add(new ArrayList<>());
        n++;
      }
      if (!out.isEmpty()) {
        out.get(out.size() - 1).add(fragment);
      }
      at += 8 + fragment.remaining();
    }
    return out;
  }

  private static List<List<ByteBuffer>> byStart(List<ByteBuffer> fragments, Codec codec) {
    int start = codec == Codec.JPEG_2000 ? 0xFF4F : 0xFFD8;
    List<List<ByteBuffer>> out = new ArrayList<>();
    for (ByteBuffer fragment : fragments) {
      boolean first =
          fragment.remaining() >= 2
              && (fragment.get(fragment.position()) & 0xff) == start >> 8
              && (fragment.get(fragment.position() + 1) & 0xff) == (start & 0xff);
      if (first || out.isEmpty()) {
        out.add(new ArrayList<>());
      }
      out.get(out.size() - 1).add(fragment);
    }
    return out;
  }

  static byte[] joined(List<ByteBuffer> fragments) {
    int length = fragments.stream().mapToInt(ByteBuffer::remaining).sum();
    byte[] out = new byte[length];
    int at = 0;
    for (ByteBuffer fragment : fragments) {
      int n = fragment.remaining();
      fragment.duplicate().get(out, at, n);
      at += n;
    }
    return out;
  }

  private static FormatException damaged(String why) {
    return new FormatException(
        "the compressed pixel data is damaged: " + why,
        "copy or export the file again from its source");
  }
}
