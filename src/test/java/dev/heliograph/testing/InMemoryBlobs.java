package dev.heliograph.testing;

import dev.heliograph.study.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Blobs in memory, for tests. What counts as a reference is asked from the studies beside it. */
public final class InMemoryBlobs implements BlobStore {

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final Supplier<Set<String>> references;

  /** Blobs of which nothing is ever referred to. */
  public InMemoryBlobs() {
    this(Set::of);
  }

  /**
   * @param references the hashes that studies and artifacts refer to at the moment of the call
   */
  public InMemoryBlobs(Supplier<Set<String>> references) {
    this.references = references;
  }

  @Override
  public Blob put(InputStream bytes) throws IOException {
    byte[] content = bytes.readAllBytes();
    String hash;
    try {
      hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    blobs.put(hash, content);
    return new Blob(hash, content.length);
  }

  @Override
  public InputStream open(String sha256) throws IOException {
    byte[] content = blobs.get(sha256);
    if (content == null) {
      throw new NoSuchFileException(sha256);
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public void deleteIfUnreferenced(String sha256) {
    if (!references.get().contains(sha256)) {
      blobs.remove(sha256);
    }
  }

  /** How many blobs are kept. */
  public int size() {
    return blobs.size();
  }
}
