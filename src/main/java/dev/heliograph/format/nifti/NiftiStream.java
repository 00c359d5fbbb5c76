package dev.heliograph.format.nifti;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The unpacked bytes of one NIfTI file: header first, then voxels, then nothing. */
final class NiftiStream {

  /** Deflate cannot do better than 1032 to 1. */
  private static final long BEST_RATIO = 1032;

  /** A multiple of every voxel size (1, 2, 3, 4 and 8 bytes). */
  static final int CHUNK = 240 * 1024;

  private static final String COPY_AGAIN = "copy or download the file again from its source";

  private final InputStream in;
  private final boolean gzipped;
  private final ReadLimits limits;
  private final List<String> warnings;
  private final NiftiHeader header;
  private long position;

  private NiftiStream(
      InputStream in, boolean gzipped, long length, ReadLimits limits, List<String> warnings)
      throws IOException {
    this.in = in;
    this.gzipped = gzipped;
    this.limits = limits;
    this.warnings = warnings;
    this.header = readHeader();
    checkLength(length);
  }

  static NiftiStream open(InputStream raw, long length, ReadLimits limits, List<String> warnings)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, 1 << 16);
    buffered.mark(2);
    boolean gzipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    try {
      InputStream in = gzipped ? new GZIPInputStream(buffered, CHUNK) : buffered;
      return new NiftiStream(in, gzipped, length, limits, warnings);
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    }
  }

  NiftiHeader header() {
    return header;
  }

  boolean gzipped() {
    return gzipped;
  }

  /**
   * Feeds every voxel in file order to the sink, then verifies that the file ends well. While one
   * part is unpacked, the sink works on the one before, on another thread if one is free.
   */
  void voxels(VoxelSink sink) throws IOException {
    int size = header.type().bytes();
    int voxels = header.geometry().voxels();
    int chunk = (int) Math.min(CHUNK, (long) voxels * size);
    byte[][] bytes = {new byte[chunk], new byte[chunk]};
    @Nullable ForkJoinTask<?> before = null;
    try {
      skipTo(header.offset());
      for (int at = 0, n = 0; at < voxels; n++) {
        int count = Math.min(chunk / size, voxels - at);
        byte[] part = bytes[n % 2];
        fill(part, count * size);
        if (before != null) {
          before.join();
          sink.check();
        }
        int first = at;
        before = ForkJoinPool.commonPool().submit(() -> sink.accept(part, first, count));
        at += count;
      }
      drain();
    } catch (ZipException | EOFException e) {
      throw damaged(e);
    } finally {
      if (before != null) {
        before.join();
      }
    }
    sink.check();
  }

  private NiftiHeader readHeader() throws IOException {
    byte[] start = in.readNBytes(NiftiHeaderParser.SIZE_1);
    int version = NiftiHeaderParser.version(start);
    if (version == 0) {
      throw new FormatException(
          "the file does not start with a NIfTI header",
          "upload a .nii or .nii.gz file, a DICOM series, or a PNG or JPEG picture");
    }
    int size = version == 1 ? NiftiHeaderParser.SIZE_1 : NiftiHeaderParser.SIZE_2;
    byte[] bytes = Arrays.copyOf(start, size);
    int have = start.length;
    if (size > have && have == NiftiHeaderParser.SIZE_1) {
      have += in.readNBytes(bytes, have, size - have);
    }
    if (have < size) {
      throw new FormatException(
          "the file ends within its header: " + (size - have) + " of " + size + " bytes missing",
          COPY_AGAIN);
    }
    position = size;
    return NiftiHeaderParser.parse(bytes, limits, warnings);
  }

  private long end() {
    return header.offset() + (long) header.geometry().voxels() * header.type().bytes();
  }

  /** Before anything is allocated: can a file of this length hold what the header claims? */
  private void checkLength(long length) throws FormatException {
    if (end() > limits.maxBytes()) {
      throw new FormatException(
          "the header claims " + end() + " bytes, more than the limit of " + limits.maxBytes(),
          "crop or resample the image, or store it with a smaller data type");
    }
    if (length >= 0 && !gzipped && length < end()) {
      throw truncated(end() - length);
    }
    if (length >= 0 && gzipped && length < end() / BEST_RATIO) {
      throw new FormatException(
          "the header claims "
              + end()
              + " bytes, but "
              + length
              + " compressed bytes hold at most "
              + length * BEST_RATIO,
          COPY_AGAIN);
    }
  }

  private void skipTo(long offset) throws IOException {
    byte[] scratch = new byte[8192];
    while (position < offset) {
      fill(scratch, (int) Math.min(scratch.length, offset - position));
    }
  }

  private void fill(byte[] bytes, int count) throws IOException {
    int got;
    try {
      got = in.readNBytes(bytes, 0, count);
    } catch (EOFException e) {
      // The compressed data broke off: how much of this chunk was still there is not known.
      throw truncated(end() - position);
    }
    position += got;
    if (got < count) {
      throw truncated(end() - position);
    }
  }

  private void drain() throws IOException {
    byte[] scratch = new byte[8192];
    long extra = 0;
    for (int n = in.read(scratch); n >= 0; n = in.read(scratch)) {
      extra += n;
      if (position + extra > limits.maxBytes()) {
        throw new FormatException(
            "more than " + limits.maxBytes() + " bytes follow the header", COPY_AGAIN);
      }
    }
    if (extra > 0) {
      warnings.add(extra + " bytes after the last voxel were ignored");
    }
  }

  private static FormatException truncated(long missing) {
    return new FormatException(
        "the file is cut short: about " + missing + " bytes of voxels are missing", COPY_AGAIN);
  }

  private static FormatException damaged(IOException e) {
    return new FormatException("the gzip data is damaged (" + e.getMessage() + ")", COPY_AGAIN);
  }
}
