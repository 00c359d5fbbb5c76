package dev.heliograph.format.dicom.data;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file of PS3.10, or a bare data set.
 *
 * @param meta group 2, the file meta information; empty for a bare data set
 * @param syntax how {@code data} was encoded
 * @param data the attributes, with views into the file's bytes
 */
public record DicomFile(DataSet meta, TransferSyntax syntax, DataSet data) {

  static final int MAX_FILE = 512 << 20;

  /** Whether these first bytes (132 of a longer file) start a DICOM file, with preamble or bare. */
  public static boolean looksLikeDicom(byte[] start) {
    return DicomParser.looksLikeDicom(start);
  }

  /**
   * Parses a whole file held in memory.
   *
   * @throws FormatException if it is no DICOM, cut short or damaged before its pixels
   */
  public static DicomFile parse(byte[] file, ReadLimits limits) throws FormatException {
    return DicomParser.parse(file, limits);
  }

  /** Reads and parses a file of at most 512 MiB. */
  public static DicomFile read(ByteSource source, ReadLimits limits) throws IOException {
    long most = Math.min(MAX_FILE, limits.maxBytes());
    if (source.length() > most) {
      throw new FormatException(
          "the DICOM file has " + source.length() + " bytes, more than the limit of " + most,
          "export the series as one file per slice");
    }
    try (InputStream in = source.open()) {
      return parse(in.readNBytes((int) most), limits);
    }
  }
}
