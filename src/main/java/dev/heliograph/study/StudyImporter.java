package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.UnsupportedFormatException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns uploaded bytes into a stored study: NIfTI, DICOM files, PNG, JPEG, TIFF, and zip archives
 * of those, told apart by content.
 *
 * <p>A file that is no image, or one of a kind that is not read, becomes a warning if there is at
 * least one image; a damaged image fails the import, because a study with a hole in it would be
 * measured as if it were whole. A failed import leaves nothing behind.
 */
public final class StudyImporter {

  private static final String KINDS =
      "upload NIfTI (.nii, .nii.gz), DICOM files or a zip of them, PNG, JPEG or TIFF";

  private final BlobStore blobs;
  private final StudyStore studies;
  private final ReadLimits limits;

  public StudyImporter(BlobStore blobs, StudyStore studies, ReadLimits limits) {
    this.blobs = blobs;
    this.studies = studies;
    this.limits = limits;
  }

  /** Imports within the standard limits. */
  public StudyImporter(BlobStore blobs, StudyStore studies) {
    this(blobs, studies, ReadLimits.standard());
  }

  /**
   * Reads everything, stores it and returns the study.
   *
   * @param userModality what the user says the images are; DICOM files that say it themselves are
   *     believed instead
   * @param name what to call the study; null or blank for the first image's name
   * @param origin "upload", "sample" or "benchmark"
   * @throws ImportException if the bytes make no study
   * @throws IOException if the bytes could not be fetched or stored
   */
  public Study importFiles(
      List<Upload> files, @Nullable Modality userModality, @Nullable String name, String origin)
      throws ImportException, IOException {
    if (files.size() > Unpacked.MAX_FILES) {
      throw new ImportException(
          files.size() + " files are more than " + Unpacked.MAX_FILES + " at once",
          "upload one series at a time");
    }
    try (Unpacked scratch = new Unpacked(limits.maxBytes())) {
      ImportSession session = new ImportSession(blobs, scratch, limits, userModality);
      try {
        readAll(files, scratch, session);
        if (session.images.isEmpty()) {
          throw session.nothing();
        }
        String typed = name == null ? "" : Names.typed(name);
        Study study =
            new Study(
                session.study,
                typed.isEmpty() ? session.images.get(0).name() : typed,
                Instant.now(),
                origin,
                session.images,
                session.warnings());
        studies.save(study);
        return study;
      } catch (ImportException | IOException | RuntimeException e) {
        session.release(e);
        throw e;
      }
    }
  }

  private static void readAll(List<Upload> files, Unpacked scratch, ImportSession session)
      throws ImportException, IOException {
    List<ByteSource> dicom = new ArrayList<>();
    for (Upload file : files) {
      if (FileKind.of(file) == FileKind.ZIP) {
        List<ByteSource> entries;
        try {
          entries = scratch.unzip(file);
        } catch (FormatException e) {
          throw ImportException.of(file.name(), e);
        }
        for (ByteSource entry : entries) {
          read(entry, dicom, session);
        }
      } else {
        read(file, dicom, session);
      }
    }
    DicomImport.images(dicom, session);
  }

  /** Reads one file, or puts it with the DICOM files, which are only understood together. */
  private static void read(ByteSource file, List<ByteSource> dicom, ImportSession session)
      throws ImportException, IOException {
    try {
      switch (FileKind.of(file)) {
        case NIFTI -> session.images.add(NiftiImport.image(file, session));
        case PICTURE -> session.images.add(PictureImport.image(file, session));
        case DICOM -> dicom.add(file);
        case ZIP ->
            session.skip(
                file.name(),
                new FormatException(
                    "a zip within a zip is not opened", "unpack the inner zip and upload that"));
        case EMPTY ->
            session.skip(
                file.name(),
                new FormatException("the file is empty", "copy the file again from its source"));
        case OTHER ->
            session.skip(
                file.name(),
                new FormatException("the file is no image that Heliograph reads", KINDS));
      }
    } catch (UnsupportedFormatException e) {
      session.skip(file.name(), e);
    } catch (FormatException e) {
      throw ImportException.of(file.name(), e);
    }
  }
}
