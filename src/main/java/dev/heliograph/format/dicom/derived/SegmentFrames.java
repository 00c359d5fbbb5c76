package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The frames of a binary segmentation: which segment on which slice, their bits, their groups. */
final class SegmentFrames {

  private record Frame(int segment, int slice) {}

  private final LabelMap map;
  private final List<Segment> segments;
  private final List<Frame> frames;

  private SegmentFrames(LabelMap map, List<Segment> segments, List<Frame> frames) {
    this.map = map;
    this.segments = segments;
    this.frames = frames;
  }

  static SegmentFrames of(LabelMap map, List<Segment> segments) {
    int[] number = numbers(segments);
    Geometry g = map.geometry();
    int plane = g.nx() * g.ny();
    boolean[][] present = new boolean[segments.size()][g.nz()];
    for (int k = 0; k < g.nz(); k++) {
      for (int i = 0; i < plane; i++) {
        int n = number[map.labels()[k * plane + i] & 0xffff];
        if (n > 0) {
          present[n - 1][k] = true;
        }
      }
    }
    List<Frame> frames = new ArrayList<>();
    for (int s = 0; s < segments.size(); s++) {
      for (int k = 0; k < g.nz(); k++) {
        if (present[s][k]) {
          frames.add(new Frame(s, k));
        }
      }
    }
    return new SegmentFrames(map, segments, frames);
  }

  /** Segment number of each label, 0 for those that are no segment. */
  private static int[] numbers(List<Segment> segments) {
    int[] number = new int[65536];
    for (int s = 0; s < segments.size(); s++) {
      number[segments.get(s).label()] = s + 1;
    }
    return number;
  }

  int count() {
    return frames.size();
  }

  long bytes() {
    return ((long) frames.size() * map.geometry().nx() * map.geometry().ny() + 7) / 8;
  }

  /** One bit a pixel, the first pixel in the lowest bit, frames without filling (PS3.5 8.1.1). */
  byte[] pixels() {
    int plane = map.geometry().nx() * map.geometry().ny();
    byte[] out = new byte[(int) bytes()];
    long bit = 0;
    for (Frame f : frames) {
      short label = (short) segments.get(f.segment()).label();
      int from = f.slice() * plane;
      for (int i = 0; i < plane; i++, bit++) {
        if (map.labels()[from + i] == label) {
          out[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
        }
      }
    }
    return out;
  }

  /**
   * Functional groups of each frame.
   *
   * @param source the slice below each slice of the map; empty if the grids differ
   */
  List<DataSet> groups(Planes planes, List<SourceImages.Slice> source) {
    int[] slices = frames.stream().mapToInt(Frame::slice).distinct().sorted().toArray();
    List<DataSet> groups = new ArrayList<>();
    for (Frame f : frames) {
      int position = Arrays.binarySearch(slices, f.slice()) + 1;
      DataSetBuilder b = new DataSetBuilder();
      b.item(
          Tags.FRAME_CONTENT_SEQUENCE,
          new DataSetBuilder().unsigned(Tags.DIMENSION_INDEX_VALUES, f.segment() + 1, position));
      b.item(
          Tags.PLANE_POSITION_SEQUENCE,
          new DataSetBuilder().decimals(Tags.IMAGE_POSITION_PATIENT, planes.position(f.slice())));
      b.item(
          Tags.SEGMENT_IDENTIFICATION_SEQUENCE,
          new DataSetBuilder().unsigned(Tags.REFERENCED_SEGMENT_NUMBER, f.segment() + 1));
      b.items(
          Tags.DERIVATION_IMAGE_SEQUENCE,
          source.isEmpty() ? List.of() : List.of(derivation(source.get(f.slice()))));
      groups.add(b.build());
    }
    return groups;
  }

  private static DataSet derivation(SourceImages.Slice s) {
    DataSetBuilder image = References.instance(s.sopClass(), s.instance());
    if (s.frame() > 0) {
      image.text(Tags.REFERENCED_FRAME_NUMBER, Integer.toString(s.frame()));
    }
    image.text(Tags.SPATIAL_LOCATIONS_PRESERVED, "YES");
    image.items(
        Tags.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
        List.of(Code.dcm("121322", "Source image for image processing operation").item()));
    return new DataSetBuilder()
        .item(Tags.SOURCE_IMAGE_SEQUENCE, image)
        .items(Tags.DERIVATION_CODE_SEQUENCE, List.of(Code.dcm("113076", "Segmentation").item()))
        .build();
  }
}
