package dev.heliograph.format.dicom;

import dev.heliograph.volume.Geometry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Slices that make one volume, in the order of the grid's third axis.
 *
 * @param slices the slices
 * @param geometry their grid in RAS millimetres
 * @param placed whether the files say where in the patient it is
 * @param warnings what a user should know about it
 */
public record DicomStack(
    List<DicomSlice> slices, Geometry geometry, boolean placed, List<String> warnings) {

  public DicomStack {
    slices = List.copyOf(slices);
    warnings = List.copyOf(warnings);
  }

  /** Non-identifying attributes by keyword; for PET those of {@link PetMetadata} too. */
  public Map<String, String> attributes() {
    Map<String, String> out = new TreeMap<>(first().attributes());
    out.putAll(
        PetTags.attributes(slices.stream().map(DicomSlice::pet).filter(Objects::nonNull).toList()));
    return out;
  }

  /** The slice whose header speaks for the stack. */
  public DicomSlice first() {
    return slices.get(0);
  }
}
