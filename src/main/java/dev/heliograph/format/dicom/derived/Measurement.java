package dev.heliograph.format.dicom.derived;

import dev.heliograph.volume.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measured number of a report.
 *
 * @param concept what was measured, such as (118565006, SCT, "Volume")
 * @param derivation what of it, such as (373098007, SCT, "Mean"), or null
 * @param value finite
 * @param unit its unit
 * @param comment what a reader must know of it: how it was measured, whether it is a bound
 */
public record Measurement(
    Code concept, @Nullable Code derivation, double value, Unit unit, String comment) {

  /**
   * Measurements of one thing (TID 1410, 1411 or 1501, by its region).
   *
   * @param name tracking identifier: "liver", "lesion 3"
   * @param trackingUid the same in other reports of the same thing
   * @param finding what it is, or null
   * @param site where it is, or null
   * @param laterality of the site, or null
   * @param image which of the report's images was measured, from 0
   * @param region which voxels
   * @param algorithm what measured, {@code name@version}
   */
  public record Group(
      String name,
      String trackingUid,
      @Nullable Code finding,
      @Nullable Code site,
      @Nullable Code laterality,
      int image,
      Region region,
      String algorithm,
      List<Measurement> measurements) {
    public Group {
      measurements = List.copyOf(measurements);
    }
  }

  /**
   * Which voxels were measured: a segment (volumetric), a line on one slice (planar), or neither.
   *
   * @param segmentation SOPInstanceUID of the segmentation, or null
   * @param segmentationSeries its SeriesInstanceUID, or null
   * @param segment number of the segment, from 1
   * @param slice which slice of the source a line lies on, from 0; -1 without a line
   * @param line columns and rows of its ends on that slice: the centre of the first pixel is (0.5,
   *     0.5) (PS3.3 C.18.6.1.1)
   * @param space the line's ends in LPS millimetres, which are written where the source has a frame
   *     of reference; a line need not lie on a slice then
   */
  public record Region(
      @Nullable String segmentation,
      @Nullable String segmentationSeries,
      int segment,
      int slice,
      List<Double> line,
      List<Double> space) {

    /** No voxels in particular. */
    public static final Region NONE = new Region(null, null, 0, -1, List.of(), List.of());

    public static Region segment(String instance, String series, int segment) {
      return new Region(instance, series, segment, -1, List.of(), List.of());
    }

    /**
     * @param slice -1 if the line lies on none
     * @param line on the slice, or empty
     */
    public static Region line(int slice, List<Double> line, List<Double> space) {
      return new Region(null, null, 0, slice, line, space);
    }
  }
}
