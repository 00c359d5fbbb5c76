package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file that somebody gives us.
 *
 * @param name what they call it; only shown, never used as a path
 * @param length how many bytes it has
 * @param opener opens it at its first byte, as often as asked
 */
public record Upload(String name, long length, Opener opener) implements ByteSource {

  /** Opens the bytes. */
  public interface Opener {
    InputStream open() throws IOException;
  }

  /** A file on this machine; it must stay until the import is over. */
  public static Upload of(String name, Path file) throws IOException {
    return new Upload(name, Files.size(file), () -> Files.newInputStream(file));
  }

  /** Bytes in memory. */
  public static Upload of(String name, byte[] bytes) {
    return new Upload(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  @Override
  public InputStream open() throws IOException {
    return opener.open();
  }
}
