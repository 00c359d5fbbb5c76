package dev.heliograph.format.dicom.data;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflated data sets (PS3.5 A.5): raw RFC 1951 without a zlib header. */
final class Deflated {

  private static final String COPY_AGAIN = "copy or export the file again from its source";

  private Deflated() {}

  /** Unpacks what follows {@code from}, within the limits. */
  static byte[] inflate(byte[] file, int from, ReadLimits limits) throws FormatException {
    int most = (int) Math.min(DicomFile.MAX_FILE, limits.maxBytes());
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Inflater inflater = new Inflater(true);
    try {
      // One byte more than the data: Inflater without header wants it (see its Javadoc).
      inflater.setInput(Arrays.copyOfRange(file, from, file.length + 1));
      byte[] chunk = new byte[8192];
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        if (n == 0) {
          throw new FormatException("the deflated data set is cut short", COPY_AGAIN);
        }
        plain.write(chunk, 0, n);
        if (plain.size() > most) {
          throw new FormatException(
              "the deflated data set unpacks to more than " + most + " bytes", COPY_AGAIN);
        }
      }
      return plain.toByteArray();
    } catch (DataFormatException e) {
      throw new FormatException(
          "the deflated data set is damaged (" + e.getMessage() + ")", COPY_AGAIN);
    } finally {
      inflater.end();
    }
  }

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      byte[] chunk = new byte[8192];
      while (!deflater.finished()) {
        packed.write(chunk, 0, deflater.deflate(chunk));
      }
      if (packed.size() % 2 == 1) {
        packed.write(0);
      }
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
