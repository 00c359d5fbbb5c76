package dev.heliograph.format.dicom;

import dev.heliograph.format.ByteSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the header says of one frame; its pixels stay in the file.
 *
 * @param source where its file's bytes are
 * @param frame which of the file's frames, from 0
 * @param frames how many the file has
 * @param series SeriesInstanceUID
 * @param instance SOPInstanceUID
 * @param patient PatientID, only ever compared: never stored, shown or logged
 * @param rows pixels along the second axis
 * @param columns pixels along the first axis
 * @param colour whether its pixels are colours
 * @param spacing distance between pixels, and how far it can be trusted
 * @param row direction in LPS in which the column index grows, unit length; null without position
 * @param column direction in LPS in which the row index grows, unit length
 * @param positionMm LPS millimetres of the centre of the first pixel
 * @param stepMm distance to the next slice that the header claims, for want of a neighbour; 0 if
 *     none
 * @param localizer whether ImageType says it is a scout view
 * @param number InstanceNumber, and within one file the frame's number
 * @param modality Modality code, empty if missing
 * @param name cleaned SeriesDescription, may be empty
 * @param attributes non-identifying attributes by keyword
 * @param pet dose and decay of a PET slice
 * @param inverted MONOCHROME1: small values are bright
 * @param burnedIn warning of text in the pixels, or empty
 */
public record DicomSlice(
    ByteSource source,
    int frame,
    int frames,
    String series,
    String instance,
    String patient,
    int rows,
    int columns,
    boolean colour,
    PixelSpacing spacing,
    double @Nullable [] row,
    double @Nullable [] column,
    double @Nullable [] positionMm,
    double stepMm,
    boolean localizer,
    int number,
    String modality,
    String name,
    Map<String, String> attributes,
    @Nullable PetTags pet,
    boolean inverted,
    String burnedIn) {}
