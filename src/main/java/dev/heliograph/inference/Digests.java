package dev.heliograph.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 of files, computed once for each state of a file (size and time of its change). */
public final class Digests {

  private record Known(long bytes, FileTime changed, String sha256) {}

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /** As {@link #of}, unless that was asked before and the file has not changed. */
  String sha256(Path file) throws IOException {
    Known k = current(file);
    if (k == null) {
      BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
      k = new Known(before.size(), before.lastModifiedTime(), of(file));
      known.put(file, k);
    }
    return k.sha256();
  }

  /** What is known of the file without reading it, or null. */
  @Nullable String ifKnown(Path file) throws IOException {
    Known k = current(file);
    return k == null ? null : k.sha256();
  }

  private @Nullable Known current(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Known k = known.get(file);
    return k != null && k.bytes() == now.size() && k.changed().equals(now.lastModifiedTime())
        ? k
        : null;
  }

  /** Reads the whole file. Lower-case hex. */
  public static String of(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
