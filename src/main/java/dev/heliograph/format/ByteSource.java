package dev.heliograph.format;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once: a file, an entry of an unpacked archive. */
public interface ByteSource {

  /** What people call it; data, never a path to open. */
  String name();

  /** How many bytes it has. */
  long length();

  /** Opens it at its first byte; the caller closes it. */
  InputStream open() throws IOException;
}
