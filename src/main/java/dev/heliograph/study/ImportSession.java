package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.CleanText;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one import has made so far: images, their blobs, and files that were no image. */
final class ImportSession {

  private record Skipped(String firstFile, int count, FormatException why) {}

  private final BlobStore blobs;
  private final Unpacked scratch;
  private final List<String> stored = new ArrayList<>();
  private final Map<String, Skipped> skipped = new LinkedHashMap<>();
  final List<Image> images = new ArrayList<>();
  final String study = Ids.next();
  final ReadLimits limits;
  final @Nullable Modality userModality;

  ImportSession(
      BlobStore blobs, Unpacked scratch, ReadLimits limits, @Nullable Modality userModality) {
    this.blobs = blobs;
    this.scratch = scratch;
    this.limits = limits;
    this.userModality = userModality;
  }

  /** Writes to a blob. */
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  BlobStore.Blob store(Writer writer) throws IOException {
    Path file = scratch.scratch();
    try (OutputStream out = Files.newOutputStream(file)) {
      writer.write(out);
    }
    try {
      return store(Upload.of("", file));
    } finally {
      Files.delete(file);
    }
  }

  BlobStore.Blob store(Volume volume) throws IOException {
    return store(out -> NiftiWriter.write(volume, out));
  }

  BlobStore.Blob store(ByteSource source) throws IOException {
    try (InputStream in = source.open()) {
      BlobStore.Blob blob = blobs.put(in);
      stored.add(blob.sha256());
      return blob;
    }
  }

  /** Remembers a file that makes no image; it matters only if there is no image at all. */
  void skip(String file, FormatException why) {
    skipped.merge(
        why.getMessage() + why.fix(),
        new Skipped(file, 1, why),
        (a, b) -> new Skipped(a.firstFile(), a.count() + 1, a.why()));
  }

  /** What is said about the skipped files, one sentence for each reason. */
  List<String> warnings() {
    return skipped.values().stream()
        .map(
            s ->
                CleanText.of(s.firstFile(), 100)
                    + (s.count() > 1 ? " and " + (s.count() - 1) + " more files" : "")
                    + ": not read; "
                    + s.why().getMessage())
        .toList();
  }

  /** Why there is no image. */
  ImportException nothing() {
    for (Skipped s : skipped.values()) {
      return ImportException.of(s.firstFile(), s.why());
    }
    return new ImportException("no file was uploaded", "choose at least one file");
  }

  /** Gives the blobs back after a failure; the failure stays the news. */
  void release(Exception failure) {
    for (String sha256 : stored) {
      try {
        blobs.deleteIfUnreferenced(sha256);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** The modality by what the file says, else the user, else a guess that may be unknown. */
  ImageModality modality(@Nullable Modality fromFile, ImageModality guess) {
    if (fromFile != null) {
      return new ImageModality(fromFile, ImageModality.Source.DICOM);
    }
    return userModality != null && userModality != Modality.UNKNOWN
        ? new ImageModality(userModality, ImageModality.Source.USER)
        : guess;
  }
}
