package dev.heliograph.format.dicom.deid;

import dev.heliograph.format.dicom.data.Vr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Values that say nothing, for each representation. */
final class Dummies {

  private Dummies() {}

  static byte[] of(Vr vr, ByteOrder order) {
    return switch (vr) {
      case DA -> text("19000101");
      case TM -> text("000000");
      case DT -> text("19000101000000");
      case AS -> text("000Y");
      case DS, IS -> text("0");
      case UR -> text("about:blank");
      case FD, OD, SV, UV, OV -> ByteBuffer.allocate(8).order(order).array();
      case FL, OF, SL, UL, OL, AT -> ByteBuffer.allocate(4).order(order).array();
      case SS, US, OW, OB, UN -> new byte[2];
      default -> text("REMOVED");
    };
  }

  private static byte[] text(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }
}
