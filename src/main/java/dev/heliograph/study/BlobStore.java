package dev.heliograph.study;

import java.io.IOException;
import java.io.InputStream;

/** Bytes by the SHA-256 of their content (lower-case hex). Port; {@code store} implements it. */
public interface BlobStore {

  /** What was stored. */
  record Blob(String sha256, long bytes) {}

  /**
   * Stores all bytes durably before it returns; equal bytes are stored once. The stream is not
   * closed.
   */
  Blob put(InputStream bytes) throws IOException;

  /**
   * Opens a blob; the reader sees an {@link IOException} at the end if the bytes no longer match
   * the hash.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream open(String sha256) throws IOException;

  /** Removes the blob if nothing refers to it any more; the caller has removed its reference. */
  void deleteIfUnreferenced(String sha256) throws IOException;
}
