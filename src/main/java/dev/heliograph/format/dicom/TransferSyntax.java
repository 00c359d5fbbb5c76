package dev.heliograph.format.dicom;

import dev.heliograph.format.UnsupportedFormatException;
import java.util.Map;

/** How a file's data set and pixels are encoded (PS3.5 section 10). */
enum TransferSyntax {
  IMPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2"),
  EXPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2.1"),
  DEFLATED("1.2.840.10008.1.2.1.99"),
  EXPLICIT_BIG_ENDIAN("1.2.840.10008.1.2.2"),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50"),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90"),
  JPEG_2000("1.2.840.10008.1.2.4.91"),
  RLE_LOSSLESS("1.2.840.10008.1.2.5");

  private static final Map<String, String> OTHERS =
      Map.of(
          "1.2.840.10008.1.2.4.51", "JPEG Extended",
          "1.2.840.10008.1.2.4.57", "JPEG Lossless",
          "1.2.840.10008.1.2.4.70", "JPEG Lossless, first-order prediction",
          "1.2.840.10008.1.2.4.80", "JPEG-LS Lossless",
          "1.2.840.10008.1.2.4.81", "JPEG-LS near-lossless",
          "1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless");

  private final String uid;

  TransferSyntax(String uid) {
    this.uid = uid;
  }

  boolean encapsulated() {
    return ordinal() >= JPEG_BASELINE.ordinal();
  }

  static TransferSyntax of(String uid) throws UnsupportedFormatException {
    for (TransferSyntax t : values()) {
      if (t.uid.equals(uid)) {
        return t;
      }
    }
    throw new UnsupportedFormatException(
        "the DICOM file is compressed as "
            + OTHERS.getOrDefault(uid, "an unknown transfer syntax")
            + " ("
            + uid
            + ")",
        "decompress it first, for example with gdcmconv --raw IN OUT"
            + " (or dcmdjpeg for JPEG, dcmdjpls for JPEG-LS)");
  }
}
