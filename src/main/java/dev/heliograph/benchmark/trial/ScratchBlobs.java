package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Hashes;
import dev.heliograph.study.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Imported fixtures' bytes in a temporary folder, for the length of one benchmark run. */
final class ScratchBlobs implements BlobStore, AutoCloseable {

  private final Path folder;

  ScratchBlobs() throws IOException {
    folder = Files.createTempDirectory("heliograph-bench");
  }

  @Override
  public Blob put(InputStream bytes) throws IOException {
    Path file = Files.createTempFile(folder, "new", "");
    MessageDigest digest = Hashes.sha256();
    long length;
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      length = bytes.transferTo(out);
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    Files.move(file, folder.resolve(sha256), StandardCopyOption.REPLACE_EXISTING);
    return new Blob(sha256, length);
  }

  @Override
  public InputStream open(String sha256) throws IOException {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new NoSuchFileException(sha256);
    }
    return Files.newInputStream(folder.resolve(sha256));
  }

  @Override
  public void deleteIfUnreferenced(String sha256) {
    // All of it goes at the end.
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
