package dev.heliograph.imaging;

import java.util.Locale;

/** Says that a result cannot fit before half of it is allocated. */
final class Memory {

  private Memory() {}

  /**
   * @param inputBytes what the caller holds meanwhile
   * @param bytes what the operation is about to allocate, result and scratch
   * @throws IllegalArgumentException if both together exceed what this process may ever use
   */
  static void require(String operation, long inputBytes, long bytes) {
    require(operation, inputBytes, bytes, Runtime.getRuntime().maxMemory());
  }

  static void require(String operation, long inputBytes, long bytes, long limit) {
    if (inputBytes + bytes > limit) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s needs %.1f GiB beside its input of %.1f GiB, and this process may use %.1f GiB;"
                  + " give it more (java -Xmx) or crop or resample the image",
              operation,
              gib(bytes),
              gib(inputBytes),
              gib(limit)));
    }
  }

  private static double gib(long bytes) {
    return bytes / (double) (1L << 30);
  }
}
