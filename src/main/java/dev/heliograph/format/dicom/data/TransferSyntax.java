package dev.heliograph.format.dicom.data;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a file's data set and pixels are encoded (PS3.5 section 10, PS3.6 table A-1).
 *
 * @param uid its identifier
 * @param explicit whether elements name their VR
 * @param order byte order of everything binary
 * @param deflated whether the data set is deflated
 * @param codec how pixels are compressed
 * @param name for people
 */
public record TransferSyntax(
    String uid, boolean explicit, ByteOrder order, boolean deflated, Codec codec, String name) {

  /** What decodes the pixels. */
  public enum Codec {
    NATIVE,
    RLE,
    JPEG,
    JPEG_LOSSLESS,
    JPEG_2000,
    /** Nothing here. */
    NONE
  }

  public static final TransferSyntax IMPLICIT =
      plain("1.2.840.10008.1.2", false, ByteOrder.LITTLE_ENDIAN, false, "implicit little endian");
  public static final TransferSyntax EXPLICIT =
      plain("1.2.840.10008.1.2.1", true, ByteOrder.LITTLE_ENDIAN, false, "explicit little endian");

  private static final String JPEG = "1.2.840.10008.1.2.4.";

  private static final Map<String, TransferSyntax> KNOWN =
      Stream.of(
              IMPLICIT,
              EXPLICIT,
              plain("1.2.840.10008.1.2.1.99", true, ByteOrder.LITTLE_ENDIAN, true, "deflated"),
              plain("1.2.840.10008.1.2.2", true, ByteOrder.BIG_ENDIAN, false, "big endian"),
              packed("1.2.840.10008.1.2.5", Codec.RLE, "RLE"),
              packed(JPEG + "50", Codec.JPEG, "JPEG baseline"),
              packed(JPEG + "51", Codec.JPEG, "JPEG Extended"),
              packed(JPEG + "57", Codec.JPEG_LOSSLESS, "JPEG Lossless"),
              packed(JPEG + "70", Codec.JPEG_LOSSLESS, "JPEG Lossless, first-order prediction"),
              packed(JPEG + "80", Codec.NONE, "JPEG-LS Lossless"),
              packed(JPEG + "81", Codec.NONE, "JPEG-LS near-lossless"),
              packed(JPEG + "90", Codec.JPEG_2000, "JPEG 2000 Lossless"),
              packed(JPEG + "91", Codec.JPEG_2000, "JPEG 2000"),
              packed(JPEG + "92", Codec.NONE, "JPEG 2000 multi-component Lossless"),
              packed(JPEG + "93", Codec.NONE, "JPEG 2000 multi-component"),
              packed(JPEG + "100", Codec.NONE, "MPEG-2 video"),
              packed(JPEG + "101", Codec.NONE, "MPEG-2 video"),
              packed(JPEG + "102", Codec.NONE, "MPEG-4 video"),
              packed(JPEG + "103", Codec.NONE, "MPEG-4 video"),
              packed(JPEG + "107", Codec.NONE, "HEVC video"),
              packed(JPEG + "110", Codec.NONE, "JPEG XL Lossless"),
              packed(JPEG + "112", Codec.NONE, "JPEG XL"),
              packed(JPEG + "201", Codec.NONE, "High-Throughput JPEG 2000 Lossless"),
              packed(JPEG + "202", Codec.NONE, "High-Throughput JPEG 2000 Lossless"),
              packed(JPEG + "203", Codec.NONE, "High-Throughput JPEG 2000"),
              new TransferSyntax(
                  "1.2.840.113619.5.2",
                  false,
                  ByteOrder.LITTLE_ENDIAN,
                  false,
                  Codec.NONE,
                  "GE's private big endian pixels"))
          .collect(Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

  /**
   * The syntax with this UID; one that is not known has explicit elements, as the standard asks.
   */
  static TransferSyntax of(String uid) {
    TransferSyntax known = KNOWN.get(uid);
    return known == null ? packed(uid, Codec.NONE, "an unknown transfer syntax") : known;
  }

  /** Whether pixels come in fragments. */
  public boolean encapsulated() {
    return codec != Codec.NATIVE && explicit;
  }

  private static TransferSyntax plain(
      String uid, boolean explicit, ByteOrder order, boolean deflated, String name) {
    return new TransferSyntax(uid, explicit, order, deflated, Codec.NATIVE, name);
  }

  private static TransferSyntax packed(String uid, Codec codec, String name) {
    return new TransferSyntax(uid, true, ByteOrder.LITTLE_ENDIAN, false, codec, name);
  }
}
