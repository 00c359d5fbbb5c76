package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import dev.heliograph.format.dicom.DicomReader;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.DicomStack;
import dev.heliograph.format.dicom.StackSorter;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.format.picture.PictureWriter;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes images of DICOM files: one for each stack of slices, kept as NIfTI beside its source. */
final class DicomImport {

  private DicomImport() {}

  static void images(List<ByteSource> files, ImportSession session)
      throws IOException, ImportException {
    List<DicomSlice> slices = new ArrayList<>();
    for (ByteSource file : files) {
      try {
        List<DicomSlice> frames = DicomReader.slices(file, session.limits);
        if (frames.get(0).modality().equals("SEG")) {
          throw new UnsupportedFormatException(
              "the DICOM file holds a segmentation, no image", "upload the series it belongs to");
        }
        slices.addAll(frames);
      } catch (UnsupportedFormatException e) {
        session.skip(file.name(), e);
      } catch (FormatException e) {
        throw ImportException.of(file.name(), e);
      }
    }
    if (slices.stream().map(DicomSlice::patient).filter(p -> !p.isEmpty()).distinct().count() > 1) {
      throw new ImportException(
          "the DICOM files belong to more than one patient", "upload each patient's files alone");
    }
    StackSorter.Sorted sorted = StackSorter.sort(slices);
    sorted.problems().forEach(p -> session.skip("DICOM series", p));
    for (DicomStack stack : sorted.stacks()) {
      try {
        session.images.add(image(stack, session));
      } catch (UnsupportedFormatException e) {
        session.skip("DICOM series", e);
      } catch (FormatException e) {
        throw new ImportException(String.valueOf(e.getMessage()), e.fix());
      }
    }
  }

  private static Image image(DicomStack stack, ImportSession session) throws IOException {
    DicomSlice first = stack.first();
    boolean picture = first.colour() && stack.slices().size() == 1;
    BlobStore.Blob blob;
    if (picture) {
      int[] rgb = DicomReader.readColours(stack, session.limits);
      blob = session.store(out -> PictureWriter.png(rgb, first.columns(), first.rows(), out));
    } else {
      Volume volume = DicomReader.read(stack, session.limits);
      blob = session.store(volume);
    }
    BlobStore.Blob source = session.store(out -> DicomArchive.write(stack.slices(), out));
    List<String> warnings = new ArrayList<>(stack.warnings());
    @Nullable Modality coded = Modality.of(first.modality()).orElse(null);
    if (coded != null && session.userModality != null && session.userModality != coded) {
      warnings.add(
          "the DICOM files say "
              + coded
              + "; the upload's "
              + session.userModality
              + " was ignored");
    }
    String id = Ids.next();
    String name = first.name().isEmpty() ? Names.ofFile(first.source().name()) : first.name();
    return new Image(
        id,
        session.study,
        first.series().isEmpty() ? id : first.series(),
        name,
        picture ? Image.Kind.PICTURE : Image.Kind.VOLUME,
        session.modality(coded, ImageModality.UNKNOWN),
        picture ? stack.geometry() : NiftiWriter.storedGeometry(stack.geometry()),
        blob.sha256(),
        picture ? "image/png" : StoredVoxels.NIFTI,
        blob.bytes(),
        source.sha256(),
        stack.attributes(),
        warnings);
  }
}
