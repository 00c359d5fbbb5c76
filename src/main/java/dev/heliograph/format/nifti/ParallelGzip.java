package dev.heliograph.format.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes one gzip member (RFC 1952) whose parts were compressed at the same time: each part starts
 * with the 32 KiB before it as its dictionary and ends on a byte border (an empty stored block), so
 * that they join to one deflate stream that any reader takes. The caller's thread works itself,
 * idle threads of the common pool help. How many there are does not change the bytes.
 */
final class ParallelGzip {

  /** Makes the plain bytes from position {@code from} until the buffer is full. */
  interface Source {
    void fill(long from, ByteBuffer into);
  }

  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final int PART = 512 * 1024;

  /** Between two waits for each other; threads end at most one part apart. */
  private static final int PARTS_PER_THREAD = 6;

  private static final int DICTIONARY = 32 * 1024;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  private final Source source;
  private final long length;
  private final int level;

  private ParallelGzip(Source source, long length, int level) {
    this.source = source;
    this.length = length;
    this.level = level;
  }

  /** One part, before and after: {@code plain} starts with the dictionary. */
  private static final class Part {
    final byte[] plain = new byte[DICTIONARY + PART];
    // Deflate stores what doesn't compress, with 5 bytes for each 16 KiB at its smallest memory.
    final byte[] packed = new byte[PART + PART / 8];
    int dictionary;
    int size;
    int packedSize;
  }

  /**
   * Writes all {@code length} bytes of the source; neither flushes nor closes {@code out}.
   *
   * @param length at least 1
   */
  static void write(Source source, long length, int level, OutputStream out) throws IOException {
    new ParallelGzip(source, length, level).write(out);
  }

  private void write(OutputStream out) throws IOException {
    long count = (length + PART - 1) / PART;
    List<Part> parts = new ArrayList<>();
    for (int n = 0; n < Math.min(count, THREADS * (long) PARTS_PER_THREAD); n++) {
      parts.add(new Part());
    }
    CRC32 crc = new CRC32();
    out.write(HEADER);
    for (long first = 0; first < count; first += parts.size()) {
      int batch = (int) Math.min(parts.size(), count - first);
      compress(parts, first, batch);
      for (Part p : parts.subList(0, batch)) {
        crc.update(p.plain, p.dictionary, p.size);
        out.write(p.packed, 0, p.packedSize);
      }
    }
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(trailer.putInt((int) crc.getValue()).putInt((int) length).array());
  }

  private void compress(List<Part> parts, long first, int batch) {
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          Deflater deflater = new Deflater(level, true);
          try {
            for (int n = next.getAndIncrement(); n < batch; n = next.getAndIncrement()) {
              compress(parts.get(n), (first + n) * PART, deflater);
            }
          } finally {
            deflater.end();
          }
        };
    List<ForkJoinTask<?>> helpers = new ArrayList<>();
    for (int n = 1; n < Math.min(batch, THREADS); n++) {
      helpers.add(ForkJoinPool.commonPool().submit(work));
    }
    work.run();
    for (ForkJoinTask<?> helper : helpers) {
      // One that never got a thread has nothing left to do.
      helper.join();
    }
  }

  private void compress(Part p, long from, Deflater deflater) {
    p.dictionary = (int) Math.min(DICTIONARY, from);
    p.size = (int) Math.min(PART, length - from);
    source.fill(
        from - p.dictionary,
        ByteBuffer.wrap(p.plain, 0, p.dictionary + p.size).order(ByteOrder.LITTLE_ENDIAN));
    deflater.reset();
    if (p.dictionary > 0) {
      deflater.setDictionary(p.plain, 0, p.dictionary);
    }
    deflater.setInput(p.plain, p.dictionary, p.size);
    if (from + p.size == length) {
      deflater.finish();
    }
    p.packedSize = deflater.deflate(p.packed, 0, p.packed.length, Deflater.SYNC_FLUSH);
    if (p.packedSize == p.packed.length) {
      throw new IllegalStateException("deflate made more of " + p.size + " bytes than it may");
    }
  }
}
