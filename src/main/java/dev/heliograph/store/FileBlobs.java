package dev.heliograph.store;

import dev.heliograph.study.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files {@code ab/cdef…}, named by the SHA-256 of their content. A blob is written to a
 * temporary file, forced to disk and then moved, so a name never stands for half of its bytes.
 *
 * <p>A blob that was put and not yet recorded in the database is held, so that deleting another
 * study with the same bytes cannot take it away in between.
 */
public final class FileBlobs implements BlobStore {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final BlobReferences references;
  private final Map<String, Integer> held = new HashMap<>();

  /**
   * @param folder made if it does not exist
   */
  public FileBlobs(Path folder, BlobReferences references) throws IOException {
    this.folder = folder;
    this.references = references;
    Files.createDirectories(incoming());
  }

  /** Whether files can be kept. */
  public boolean writable() {
    return Files.isWritable(incoming());
  }

  @Override
  public Blob put(InputStream bytes) throws IOException {
    Path temp = Files.createTempFile(incoming(), "blob", ".tmp");
    try {
      long length;
      DigestOutputStream digest;
      try (FileChannel file = FileChannel.open(temp, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(file)) {
        digest = new DigestOutputStream(out, CheckedBlob.sha256());
        length = bytes.transferTo(digest);
        file.force(true);
      }
      String hash = HexFormat.of().formatHex(digest.getMessageDigest().digest());
      keep(temp, hash, length);
      return new Blob(hash, length);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  private synchronized void keep(Path temp, String hash, long length) throws IOException {
    Path file = path(hash);
    // A file of another length was damaged from outside; the new bytes heal it.
    if (!Files.exists(file) || Files.size(file) != length) {
      Path parent = folder.resolve(hash.substring(0, 2));
      Files.createDirectories(parent);
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(parent);
      forceFolder(folder);
    }
    held.merge(hash, 1, Integer::sum);
  }

  /** Tells that the database now refers to these blobs. */
  synchronized void saved(String hash, @Nullable String source) {
    release(hash);
    if (source != null) {
      release(source);
    }
  }

  private void release(String hash) {
    held.computeIfPresent(hash, (h, n) -> n > 1 ? n - 1 : null);
  }

  @Override
  public InputStream open(String sha256) throws IOException {
    Path file = path(sha256);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(sha256, null, "there is no such blob");
    }
    return new CheckedBlob(Files.newInputStream(file), sha256);
  }

  /** For who put the blob and then did not record it: gives up that hold. */
  @Override
  public synchronized void deleteIfUnreferenced(String sha256) throws IOException {
    release(sha256);
    deleteLoose(sha256);
  }

  /** Deletes the blob unless the database refers to it or someone is about to record it. */
  synchronized void deleteLoose(String sha256) throws IOException {
    if (!held.containsKey(sha256) && !references.isReferenced(sha256)) {
      Files.deleteIfExists(path(sha256));
    }
  }

  /**
   * Deletes what a crash left: half-written files and blobs that nothing refers to. Call at start,
   * before anything is put.
   *
   * @return how many files were deleted
   */
  public synchronized int sweep() throws IOException {
    int deleted = 0;
    for (Path file : files()) {
      String hash = folder.relativize(file).toString().replaceAll("\\W", "");
      boolean blob = HASH.matcher(hash).matches();
      if (blob ? !references.isReferenced(hash) : file.startsWith(incoming())) {
        Files.deleteIfExists(file);
        deleted++;
      }
    }
    return deleted;
  }

  private Iterable<Path> files() throws IOException {
    try (var walk = Files.walk(folder, 2)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private Path incoming() {
    return folder.resolve("incoming");
  }

  private Path path(String sha256) {
    if (!HASH.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hex: " + sha256);
    }
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2));
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
