package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import java.nio.ByteBuffer;

/**
 * The markers of a JPEG 2000 codestream (ITU-T T.800 annex A), read before the decoder sees it: the
 * decoder allocates by tiles, code blocks, precincts and layers, which a few bytes can claim in
 * millions.
 *
 * @param start where in the frame the codestream starts (a JP2 box may precede it)
 */
record Jpeg2000Header(int start) {

  private static final int SOC_SIZ = 0xFF4FFF51;
  private static final int COD = 0xFF52;
  private static final int COC = 0xFF53;
  private static final int POC = 0xFF5F;
  private static final int PPM = 0xFF60;
  private static final int PPT = 0xFF61;
  private static final int SOT = 0xFF90;
  private static final int SOD = 0xFF93;
  private static final int MAX_TILES = 4096;
  private static final long MAX_BLOCKS = 4_000_000;

  static Jpeg2000Header parse(byte[] frame, int rows, int columns, int samples)
      throws FormatException {
    ByteBuffer b = ByteBuffer.wrap(frame);
    try {
      int start = 0;
      while (b.getInt(start) != SOC_SIZ) {
        start++;
      }
      long tiles = checkSize(b, start + 6, rows, columns, samples);
      walk(b, start + 2, rows, columns, tiles, samples);
      return new Jpeg2000Header(start);
    } catch (IndexOutOfBoundsException e) {
      throw new FormatException(
          "the JPEG 2000 pixel data is cut short", "copy or export the file again from its source");
    }
  }

  private static long checkSize(ByteBuffer b, int p, int rows, int columns, int samples)
      throws FormatException {
    long width = (b.getInt(p + 2) & 0xffffffffL) - (b.getInt(p + 10) & 0xffffffffL);
    long height = (b.getInt(p + 6) & 0xffffffffL) - (b.getInt(p + 14) & 0xffffffffL);
    long tileWidth = b.getInt(p + 18) & 0xffffffffL;
    long tileHeight = b.getInt(p + 22) & 0xffffffffL;
    int components = b.getShort(p + 34) & 0xffff;
    require(
        width == columns && height == rows,
        "is " + width + "×" + height + " pixels, the header says " + columns + "×" + rows);
    require(components == samples, "has " + components + " components, the header says " + samples);
    for (int c = 0; c < components; c++) {
      int depth = (b.get(p + 36 + 3 * c) & 0x7f) + 1;
      require(depth <= 16, "has " + depth + " bits a sample; up to 16 are read");
      require(b.get(p + 37 + 3 * c) == 1 && b.get(p + 38 + 3 * c) == 1, "is subsampled");
    }
    require(
        b.getInt(p + 10) == 0
            && b.getInt(p + 14) == 0
            && b.getInt(p + 26) == 0
            && b.getInt(p + 30) == 0,
        "does not start at the origin of its grid");
    require(tileWidth > 0 && tileHeight > 0, "has empty tiles");
    long tiles = ((width + tileWidth - 1) / tileWidth) * ((height + tileHeight - 1) / tileHeight);
    require(tiles <= MAX_TILES, "claims " + tiles + " tiles");
    return tiles;
  }

  /** Main header and tile-part headers, marker by marker; coded data is jumped over. */
  private static void walk(ByteBuffer b, int from, int rows, int columns, long tiles, int samples)
      throws FormatException {
    int p = from;
    int tilePart = -1;
    int tileEnd = 0;
    boolean seen = false;
    boolean coded = false;
    int layers = 1;
    while (p + 4 <= b.limit()) {
      int marker = b.getShort(p) & 0xffff;
      if (marker == SOD) {
        if (!coded) {
          checkCoded(b, p + 2);
          coded = true;
        }
        if (tilePart < 0 || tileEnd <= p) {
          return; // The last tile part may leave its length open: it ends with the data.
        }
        p = tileEnd;
        tilePart = -1;
        continue;
      }
      if (marker == 0xFFD9) {
        break;
      }
      int length = b.getShort(p + 2) & 0xffff;
      require(marker >= 0xFF01 && length >= 2, "holds no marker at byte " + p);
      require(
          marker != POC && marker != PPM && marker != PPT,
          "uses packed headers or progression changes, which are not read");
      if (marker == COD) {
        layers = b.getShort(p + 6) & 0xffff;
        // The decoder asks each tile for every packet, also for those that are not there.
        long packets = tiles * layers * ((b.get(p + 9) & 0xff) + 1) * samples;
        require(packets <= MAX_BLOCKS, "claims " + packets + " packets");
        checkCoding(b, p + 9, p + 2 + length, (b.get(p + 4) & 1) != 0, layers, rows, columns);
        seen = true;
      } else if (marker == COC) {
        require(seen, "tells of a component's coding before its own");
        checkCoding(b, p + 6, p + 2 + length, (b.get(p + 5) & 1) != 0, layers, rows, columns);
      } else if (marker == SOT) {
        int bytes = b.getInt(p + 6);
        int parts = b.get(p + 11) & 0xff;
        // The decoder would stop at the claimed number and leave the rest of the picture coarse.
        require(parts == 0 || (b.get(p + 10) & 0xff) < parts, "has more tile parts than it claims");
        require(bytes == 0 || (bytes >= 12 && bytes <= b.limit() - p), "has a tile cut short");
        tilePart = p;
        tileEnd = bytes == 0 ? 0 : p + bytes;
      }
      p += 2 + length;
    }
    require(seen, "says nothing about its coding");
  }

  /**
   * In coded data FF is never followed by FF (T.800 B.10.1). The decoder's reader of packet headers
   * would take it for bits that are set without end, and may read on into what follows a tile.
   */
  private static void checkCoded(ByteBuffer b, int from) throws FormatException {
    for (int p = from; p + 1 < b.limit(); p++) {
      require(
          b.get(p) != (byte) 0xff || b.get(p + 1) != (byte) 0xff,
          "holds no coded data at byte " + p);
    }
  }

  /**
   * @param p where the number of decomposition levels is, followed by block sizes and precincts
   * @param end where the marker segment ends
   */
  private static void checkCoding(
      ByteBuffer b, int p, int end, boolean ownPrecincts, int layers, int rows, int columns)
      throws FormatException {
    int levels = b.get(p) & 0xff;
    int blockWidth = b.get(p + 1) + 2;
    int blockHeight = b.get(p + 2) + 2;
    require(layers >= 1 && levels <= 32, "claims " + levels + " resolutions");
    require(
        blockWidth >= 2 && blockHeight >= 2 && blockWidth + blockHeight <= 12,
        "claims code blocks of 2^" + blockWidth + "×2^" + blockHeight);
    long blocks = (((long) columns >> blockWidth) + 1) * (((long) rows >> blockHeight) + 1);
    require(blocks * layers <= MAX_BLOCKS, "claims " + layers + " layers of " + blocks + " blocks");
    if (ownPrecincts) {
      require(end >= p + 5 + levels + 1, "ends within its precinct sizes");
      long precincts = 0;
      for (int r = 0; r <= levels; r++) {
        int size = b.get(p + 5 + r);
        int down = levels - r;
        precincts +=
            (((long) columns >> Math.min(40, down + (size & 15))) + 1)
                * (((long) rows >> Math.min(40, down + ((size >> 4) & 15))) + 1);
      }
      require(precincts * layers <= MAX_BLOCKS, "claims " + precincts + " precincts");
    }
  }

  private static void require(boolean holds, String what) throws FormatException {
    if (!holds) {
      throw new FormatException(
          "the JPEG 2000 frame " + what,
          "export the series again, uncompressed (for example gdcmconv --raw IN OUT)");
    }
  }
}
