package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.DicomSlice;
import dev.heliograph.format.dicom.DicomStack;
import dev.heliograph.format.dicom.data.DataElement;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.Uids;
import dev.heliograph.volume.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The DICOM images that something was made of.
 *
 * @param header attributes of patient, study and frame of reference, copied from the first file
 * @param slices one for each slice of the volume, in the order of its third axis
 * @param geometry their grid in RAS
 */
public record SourceImages(DataSet header, List<Slice> slices, Geometry geometry) {

  /**
   * Where one slice is.
   *
   * @param sopClass SOPClassUID
   * @param instance SOPInstanceUID
   * @param series SeriesInstanceUID
   * @param frame from 1; 0 in a file of a single frame
   */
  public record Slice(String sopClass, String instance, String series, int frame) {

    /**
     * What the data set leaves out is taken from the file meta information; a series without
     * identifier gets one that follows from its first instance.
     *
     * @throws FormatException if nothing identifies the instance
     */
    private static Slice of(DicomFile file, int frame, String otherwise) throws FormatException {
      DataSet d = file.data();
      String sopClass = either(d, Tags.SOP_CLASS_UID, file, Tags.MEDIA_STORAGE_SOP_CLASS_UID);
      String instance = instance(file);
      if (sopClass.isEmpty() || instance.isEmpty()) {
        throw new FormatException(
            "a source file has no SOPClassUID or no SOPInstanceUID, so nothing can refer to it",
            "export the series again from its source");
      }
      String series = d.text(Tags.SERIES_INSTANCE_UID);
      return new Slice(
          sopClass,
          instance,
          series.isEmpty() ? Uids.derived("series of " + otherwise) : series,
          d.number(Tags.NUMBER_OF_FRAMES, 1) > 1 ? frame : 0);
    }

    private static String instance(DicomFile file) {
      return either(file.data(), Tags.SOP_INSTANCE_UID, file, Tags.MEDIA_STORAGE_SOP_INSTANCE_UID);
    }

    private static String either(DataSet d, int tag, DicomFile file, int meta) {
      return d.has(tag) ? d.text(tag) : file.meta().text(meta);
    }
  }

  private static final int[] KEPT = {
    Tags.SPECIFIC_CHARACTER_SET,
    Tags.STUDY_DATE,
    Tags.STUDY_TIME,
    Tags.ACCESSION_NUMBER,
    Tags.MODALITY,
    Tags.REFERRING_PHYSICIAN_NAME,
    Tags.STUDY_DESCRIPTION,
    Tags.PATIENT_NAME,
    Tags.PATIENT_ID,
    Tags.PATIENT_BIRTH_DATE,
    Tags.PATIENT_SEX,
    Tags.PATIENT_AGE,
    Tags.PATIENT_SIZE,
    Tags.PATIENT_WEIGHT,
    Tags.PATIENT_IDENTITY_REMOVED,
    Tags.DEIDENTIFICATION_METHOD,
    Tags.DEIDENTIFICATION_METHOD_CODE_SEQUENCE,
    Tags.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED,
    Tags.STUDY_INSTANCE_UID,
    Tags.STUDY_ID,
    Tags.FRAME_OF_REFERENCE_UID,
    Tags.POSITION_REFERENCE_INDICATOR
  };

  public SourceImages {
    slices = List.copyOf(slices);
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("no slices");
    }
  }

  /** Reads the headers of the files that a stack's slices lie in. */
  public static SourceImages of(DicomStack stack, ReadLimits limits) throws IOException {
    List<Slice> slices = new ArrayList<>();
    DataSet header = new DataSet();
    DicomFile file = null;
    String first = "";
    for (int k = 0; k < stack.slices().size(); k++) {
      DicomSlice s = stack.slices().get(k);
      if (file == null || s.source() != stack.slices().get(k - 1).source()) {
        file = DicomFile.read(s.source(), limits);
      }
      if (k == 0) {
        header = header(file.data());
        first = Slice.instance(file);
      }
      slices.add(Slice.of(file, s.frame() + 1, first));
    }
    if (!header.has(Tags.STUDY_INSTANCE_UID)) {
      DataSetBuilder study = new DataSetBuilder();
      study.text(Tags.STUDY_INSTANCE_UID, Uids.derived("study of " + first));
      study.build().elements().forEach(header::put);
    }
    return new SourceImages(header, slices, stack.geometry());
  }

  /** A copy, so that the file's pixels are not held on to. */
  private static DataSet header(DataSet file) {
    DataSet kept = new DataSet();
    for (int tag : KEPT) {
      DataElement e = file.get(tag);
      if (e != null && e.items() == null) {
        ByteBuffer value = e.bytes();
        byte[] copy = new byte[value.remaining()];
        value.get(copy);
        kept.put(DataElement.of(tag, e.vr(), copy, e.order()));
      } else if (e != null) {
        kept.put(e);
      }
    }
    return kept;
  }

  Slice first() {
    return slices.get(0);
  }
}
