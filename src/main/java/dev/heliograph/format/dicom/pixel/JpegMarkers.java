package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;

/**
 * What a JPEG frame's start-of-frame marker says (ITU-T T.81 B.2.2).
 *
 * @param process the marker's low byte: C0 baseline, C1 extended, C3 lossless, F7 JPEG-LS
 * @param precision bits of a sample
 * @param components samples of a pixel
 */
record JpegMarkers(int process, int precision, int rows, int columns, int components) {

  static JpegMarkers of(byte[] b) throws FormatException {
    int p = 2;
    while (p + 10 < b.length) {
      if ((b[p] & 0xff) != 0xff) {
        break;
      }
      int marker = b[p + 1] & 0xff;
      if (marker == 0xff) {
        p++;
        continue;
      }
      boolean start =
          marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (start || marker == 0xf7) {
        return new JpegMarkers(
            marker,
            b[p + 4] & 0xff,
            (b[p + 5] & 0xff) << 8 | b[p + 6] & 0xff,
            (b[p + 7] & 0xff) << 8 | b[p + 8] & 0xff,
            b[p + 9] & 0xff);
      }
      p += 2 + ((b[p + 2] & 0xff) << 8 | b[p + 3] & 0xff);
    }
    throw new FormatException(
        "the JPEG pixel data is damaged: no frame starts in it",
        "copy or export the file again from its source");
  }
}
