package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.Tags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Content items of structured reports (PS3.3 C.17.3). */
final class Content {

  static final String CONTAINS = "CONTAINS";
  static final String CONTEXT = "HAS OBS CONTEXT";
  static final String MODIFIER = "HAS CONCEPT MOD";
  static final String ACQUISITION = "HAS ACQ CONTEXT";
  static final String SELECTED_FROM = "SELECTED FROM";

  private Content() {}

  private static DataSetBuilder item(String relation, String type) {
    return new DataSetBuilder().text(Tags.RELATIONSHIP_TYPE, relation).text(Tags.VALUE_TYPE, type);
  }

  private static DataSetBuilder item(String relation, String type, Code name) {
    return item(relation, type).items(Tags.CONCEPT_NAME_CODE_SEQUENCE, List.of(name.item()));
  }

  static DataSet code(String relation, Code name, Code value, List<DataSet> children) {
    DataSetBuilder b =
        item(relation, "CODE", name).items(Tags.CONCEPT_CODE_SEQUENCE, List.of(value.item()));
    return children.isEmpty() ? b.build() : b.items(Tags.CONTENT_SEQUENCE, children).build();
  }

  static DataSet code(String relation, Code name, Code value) {
    return code(relation, name, value, List.of());
  }

  static DataSet text(String relation, Code name, String value) {
    return item(relation, "TEXT", name).text(Tags.TEXT_VALUE, value).build();
  }

  static DataSet uid(String relation, Code name, String value) {
    return item(relation, "UIDREF", name).text(Tags.UID, value).build();
  }

  /**
   * @param template number of the template, or empty
   */
  static DataSetBuilder container(Code name, String template, List<DataSet> children) {
    DataSetBuilder b =
        new DataSetBuilder()
            .text(Tags.VALUE_TYPE, "CONTAINER")
            .items(Tags.CONCEPT_NAME_CODE_SEQUENCE, List.of(name.item()))
            .text(Tags.CONTINUITY_OF_CONTENT, "SEPARATE")
            .items(Tags.CONTENT_SEQUENCE, children);
    if (!template.isEmpty()) {
      b.item(
          Tags.CONTENT_TEMPLATE_SEQUENCE,
          new DataSetBuilder()
              .text(Tags.MAPPING_RESOURCE, "DCMR")
              .text(Tags.TEMPLATE_IDENTIFIER, template));
    }
    return b;
  }

  static DataSet contained(Code name, String template, List<DataSet> children) {
    return container(name, template, children).text(Tags.RELATIONSHIP_TYPE, CONTAINS).build();
  }

  static DataSet number(Measurement m, List<DataSet> children) {
    DataSetBuilder value =
        new DataSetBuilder()
            .decimals(Tags.NUMERIC_VALUE, m.value())
            .floats(Tags.FLOATING_POINT_VALUE, m.value())
            .items(
                Tags.MEASUREMENT_UNITS_CODE_SEQUENCE,
                List.of(
                    new Code(
                            m.unit().ucum(),
                            "UCUM",
                            m.unit().symbol().isEmpty() ? "no units" : m.unit().symbol())
                        .item()));
    DataSetBuilder b = item(CONTAINS, "NUM", m.concept()).item(Tags.MEASURED_VALUE_SEQUENCE, value);
    return children.isEmpty() ? b.build() : b.items(Tags.CONTENT_SEQUENCE, children).build();
  }

  /**
   * @param segment number, 0 for none
   * @param frame number, 0 for none
   */
  static DataSetBuilder image(
      String relation, String sopClass, String instance, int segment, int frame) {
    DataSetBuilder reference = References.instance(sopClass, instance);
    if (segment > 0) {
      reference.unsigned(Tags.REFERENCED_SEGMENT_NUMBER, segment);
    }
    if (frame > 0) {
      reference.text(Tags.REFERENCED_FRAME_NUMBER, Integer.toString(frame));
    }
    return item(relation, "IMAGE").item(Tags.REFERENCED_SOP_SEQUENCE, reference);
  }

  static DataSetBuilder image(String relation, SourceImages.Slice s) {
    return image(relation, s.sopClass(), s.instance(), 0, s.frame());
  }

  /**
   * A line in space.
   *
   * @param points LPS millimetres, three for each end
   * @param frame frame of reference that they are in
   */
  static DataSet line(Code name, List<Double> points, String frame) {
    return item(CONTAINS, "SCOORD3D", name)
        .bytes(Tags.GRAPHIC_DATA, floats(points))
        .text(Tags.GRAPHIC_TYPE, "POLYLINE")
        .text(Tags.REFERENCED_FRAME_OF_REFERENCE_UID, frame)
        .build();
  }

  private static byte[] floats(List<Double> points) {
    ByteBuffer b = ByteBuffer.allocate(4 * points.size()).order(ByteOrder.LITTLE_ENDIAN);
    points.forEach(p -> b.putFloat(p.floatValue()));
    return b.array();
  }

  /** A line on an image. */
  static DataSet line(Code name, List<Double> points, SourceImages.Slice on) {
    return item(CONTAINS, "SCOORD", name)
        .bytes(Tags.GRAPHIC_DATA, floats(points))
        .text(Tags.GRAPHIC_TYPE, "POLYLINE")
        .items(Tags.CONTENT_SEQUENCE, List.of(image(SELECTED_FROM, on).build()))
        .build();
  }
}
