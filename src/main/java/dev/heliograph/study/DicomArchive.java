package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.dicom.DicomSlice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An image's DICOM files as one zip: {@code 1.dcm}, {@code 2.dcm}, … in the order of its slices,
 * under numbers because their own names may identify the patient. If files hold several frames,
 * {@code frames.txt} names each slice's file and frame (from 1), one a line.
 */
final class DicomArchive {

  static final String FRAMES = "frames.txt";

  /** 1980-01-02: a fixed time, so that the same files give the same archive. */
  private static final long ZIP_TIME = 315_619_200_000L;

  private DicomArchive() {}

  static void write(List<DicomSlice> slices, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
    List<ByteSource> files = new ArrayList<>();
    StringBuilder frames = new StringBuilder();
    boolean several = false;
    for (DicomSlice slice : slices) {
      int file = files.lastIndexOf(slice.source());
      if (file < 0) {
        file = files.size();
        files.add(slice.source());
        zip.putNextEntry(entry(files.size() + ".dcm"));
        try (InputStream in = slice.source().open()) {
          in.transferTo(zip);
        }
        zip.closeEntry();
      }
      several |= slice.frames() > 1;
      frames.append(file + 1).append(' ').append(slice.frame() + 1).append('\n');
    }
    if (several) {
      zip.putNextEntry(entry(FRAMES));
      zip.write(frames.toString().getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
    zip.finish();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(ZIP_TIME);
    return entry;
  }
}
