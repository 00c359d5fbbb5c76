package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.CleanText;
import dev.heliograph.format.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The files of zip archives, unpacked into a folder of their own under numbers: an entry's name is
 * shown and never used as a path, so names like {@code ../x} reach nothing. Closing deletes the
 * folder.
 */
final class Unpacked implements AutoCloseable {

  static final int MAX_FILES = 20_000;

  /** An archive may unpack to this many times its size, beside {@link #FREE} bytes. */
  private static final long MAX_RATIO = 200;

  private static final long FREE = 64L << 20;

  private final Path folder;
  private final long maxBytes;
  private final List<Path> files = new ArrayList<>();
  private long total;

  /**
   * @param maxBytes how many bytes all archives together may unpack to
   */
  Unpacked(long maxBytes) throws IOException {
    this.folder = Files.createTempDirectory("heliograph-import");
    this.maxBytes = maxBytes;
  }

  /** A new file in the folder, for whatever the import needs. */
  Path scratch() {
    Path file = folder.resolve(Integer.toString(files.size()));
    files.add(file);
    return file;
  }

  /**
   * The files in an archive; archives within it stay closed.
   *
   * @throws FormatException if it is damaged, encrypted, or unpacks to too much
   */
  List<ByteSource> unzip(ByteSource archive) throws IOException {
    List<ByteSource> out = new ArrayList<>();
    long most = Math.min(maxBytes - total, archive.length() * MAX_RATIO + FREE);
    try (ZipInputStream zip = new ZipInputStream(archive.open())) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.isDirectory() || e.getName().startsWith("__MACOSX/")) {
          continue;
        }
        if (files.size() >= MAX_FILES) {
          throw new FormatException(
              "the zip holds more than " + MAX_FILES + " files", "upload one series at a time");
        }
        Path file = scratch();
        most -= copy(zip, file, most);
        out.add(Upload.of(CleanText.of(e.getName(), 200), file));
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // An IllegalArgumentException is how the JDK reports a name that is not valid UTF-8.
      throw new FormatException(
          "the zip is damaged, encrypted or unusual (" + e.getMessage() + ")",
          "pack the files again without a password, or upload them without packing");
    }
    if (out.isEmpty()) {
      throw new FormatException("the zip holds no file", "pack the image files and try again");
    }
    return out;
  }

  private long copy(InputStream in, Path file, long most) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long count = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        count += n;
        if (count > most) {
          throw new FormatException(
              "the zip unpacks to more than its size allows (at most "
                  + MAX_RATIO
                  + " times its size, and "
                  + maxBytes
                  + " bytes)",
              "upload the files without packing; NIfTI as .nii.gz");
        }
        out.write(chunk, 0, n);
      }
    }
    total += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
