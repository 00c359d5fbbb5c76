package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.DicomStack;
import dev.heliograph.format.dicom.StackSorter;
import dev.heliograph.format.dicom.derived.SourceImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The DICOM files that an image was made of, as the import kept them. */
public final class DicomSources {

  private final BlobStore blobs;
  private final ReadLimits limits = ReadLimits.standard();

  public DicomSources(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * What the headers say, slice by slice.
   *
   * @return empty if the image was not loaded from DICOM
   * @throws FormatException if the kept files are no longer what they were
   */
  public Optional<SourceImages> of(Image image) throws IOException {
    String archive = image.source();
    if (archive == null || !isZip(archive)) {
      return Optional.empty();
    }
    try (Unpacked scratch = new Unpacked(limits.maxBytes());
        InputStream in = blobs.open(archive)) {
      Path file = scratch.scratch();
      Files.copy(in, file);
      List<DicomSlice> slices = slices(scratch.unzip(Upload.of("source", file)));
      for (DicomStack stack : StackSorter.sort(slices).stacks()) {
        if (stack.slices().size() == slices.size()) {
          return Optional.of(SourceImages.of(stack, limits));
        }
      }
      throw new FormatException(
          "the DICOM files of the image no longer make it", "load the study again");
    }
  }

  private boolean isZip(String sha256) throws IOException {
    try (InputStream in = blobs.open(sha256)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && start[0] == 'P' && start[1] == 'K';
    }
  }

  private List<DicomSlice> slices(List<ByteSource> entries) throws IOException {
    List<List<DicomSlice>> files = new ArrayList<>();
    List<DicomSlice> out = new ArrayList<>();
    for (ByteSource entry : entries) {
      if (!entry.name().equals(DicomArchive.FRAMES)) {
        files.add(DicomReader.slices(entry, limits));
        out.addAll(files.get(files.size() - 1));
        continue;
      }
      String index;
      try (InputStream in = entry.open()) {
        index = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      }
      out.clear();
      for (String line : index.split("\n", -1)) {
        if (!line.isEmpty()) {
          String[] part = line.split(" ", -1);
          out.add(files.get(Integer.parseInt(part[0]) - 1).get(Integer.parseInt(part[1]) - 1));
        }
      }
    }
    return out;
  }
}
