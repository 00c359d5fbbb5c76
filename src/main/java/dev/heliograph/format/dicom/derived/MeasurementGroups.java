package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Tags;
import java.util.ArrayList;
import java.util.List;

/**
 * Measurement groups: volumetric (TID 1411) for a segment, planar (TID 1410) for a line, else plain
 * (TID 1501).
 */
final class MeasurementGroups {

  private MeasurementGroups() {}

  /**
   * @param source the images that the region's slice counts in
   */
  static DataSet of(Measurement.Group g, SourceImages source) {
    List<DataSet> items = new ArrayList<>();
    items.add(Content.text(Content.CONTEXT, Code.dcm("112039", "Tracking Identifier"), g.name()));
    items.add(
        Content.uid(
            Content.CONTEXT, Code.dcm("112040", "Tracking Unique Identifier"), g.trackingUid()));
    Code finding = g.finding();
    if (finding != null) {
      items.add(Content.code(Content.CONTAINS, Code.dcm("121071", "Finding"), finding));
    }
    algorithm(g.algorithm(), items);
    Code site = g.site();
    if (site != null) {
      Code side = g.laterality();
      items.add(
          Content.code(
              Content.MODIFIER,
              Code.sct("363698007", "Finding Site"),
              site,
              side == null
                  ? List.of()
                  : List.of(
                      Content.code(Content.MODIFIER, Code.sct("272741003", "Laterality"), side))));
    }
    String template = region(g.region(), source, items);
    for (Measurement m : g.measurements()) {
      items.add(number(m));
      if (!m.comment().isEmpty()) {
        items.add(Content.text(Content.CONTAINS, Code.dcm("121106", "Comment"), m.comment()));
      }
    }
    return Content.contained(Code.dcm("125007", "Measurement Group"), template, items);
  }

  /** TID 4019. */
  private static void algorithm(String algorithm, List<DataSet> items) {
    int at = algorithm.lastIndexOf('@');
    items.add(
        Content.text(
            Content.MODIFIER,
            Code.dcm("111001", "Algorithm Name"),
            at < 0 ? algorithm : algorithm.substring(0, at)));
    items.add(
        Content.text(
            Content.MODIFIER,
            Code.dcm("111003", "Algorithm Version"),
            at < 0 ? "unknown" : algorithm.substring(at + 1)));
  }

  /** Adds what was measured and returns the number of the template. */
  private static String region(Measurement.Region r, SourceImages source, List<DataSet> items) {
    String segmentation = r.segmentation();
    if (segmentation != null) {
      items.add(
          Content.image(
                  Content.CONTAINS, SegmentationWriter.SOP_CLASS, segmentation, r.segment(), 0)
              .items(
                  Tags.CONCEPT_NAME_CODE_SEQUENCE,
                  List.of(Code.dcm("121191", "Referenced Segment").item()))
              .build());
      items.add(
          Content.uid(
              Content.CONTAINS,
              Code.dcm("121232", "Source series for segmentation"),
              source.first().series()));
      return "1411";
    }
    String frame = source.header().text(Tags.FRAME_OF_REFERENCE_UID);
    if (!r.space().isEmpty() && !frame.isEmpty()) {
      items.add(Content.line(Code.dcm("111030", "Image Region"), r.space(), frame));
      return "1410";
    }
    if (r.slice() >= 0) {
      items.add(
          Content.line(
              Code.dcm("111030", "Image Region"), r.line(), source.slices().get(r.slice())));
      return "1410";
    }
    return "1501";
  }

  private static DataSet number(Measurement m) {
    List<DataSet> children = new ArrayList<>();
    Code derivation = m.derivation();
    if (derivation != null) {
      children.add(Content.code(Content.MODIFIER, Code.dcm("121401", "Derivation"), derivation));
    }
    return Content.number(m, children);
  }
}
