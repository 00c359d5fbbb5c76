package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.TransferSyntax;
import dev.heliograph.format.dicom.data.Uids;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes measurements as a DICOM structured report: Comprehensive 3D SR (PS3.3 A.35.13) by template
 * TID 1500 (PS3.16), with one group for each thing measured.
 */
public final class ReportWriter {

  private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.88.34";

  private static final Map<String, Code> PROCEDURES =
      Map.of(
          "CT", Code.sct("77477000", "Computed tomography"),
          "MR", Code.sct("113091000", "Magnetic resonance imaging"),
          "PT", Code.sct("82918005", "Positron emission tomography"),
          "US", Code.sct("16310003", "Ultrasonography"));
  private static final Code PROCEDURE = Code.sct("363679005", "Imaging procedure");

  private ReportWriter() {}

  /**
   * @param key names the report: equal keys give equal identifiers
   * @param source the images of one patient that were measured, at least one; the report becomes
   *     part of the first one's study
   * @param groups what was measured
   * @param at when the measurements were finished
   * @param software version of Heliograph
   */
  public static void write(
      String key,
      List<SourceImages> source,
      List<Measurement.Group> groups,
      Instant at,
      String software,
      OutputStream out)
      throws IOException {
    SourceImages first = source.get(0);
    DataSetBuilder b =
        new DerivedObject(
                key,
                SOP_CLASS,
                "SR",
                "Measurements by Heliograph (research use only)",
                at,
                software)
            .builder(first);
    b.items(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, List.of());
    b.items(Tags.PERFORMED_PROCEDURE_CODE_SEQUENCE, List.of());
    b.text(Tags.COMPLETION_FLAG, "COMPLETE").text(Tags.VERIFICATION_FLAG, "UNVERIFIED");
    b.text(Tags.PRELIMINARY_FLAG, "PRELIMINARY");
    b.items(Tags.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE, evidence(source, groups));
    DataSet root =
        Content.container(
                Code.dcm("126000", "Imaging Measurement Report"),
                "1500",
                content(source, groups, software))
            .build();
    root.elements().forEach(e -> b.build().put(e));
    DicomWriter.write(b.build(), TransferSyntax.EXPLICIT, out);
  }

  private static List<DataSet> content(
      List<SourceImages> source, List<Measurement.Group> groups, String software) {
    List<DataSet> items = new ArrayList<>();
    items.add(
        Content.code(
            Content.MODIFIER,
            Code.dcm("121049", "Language of Content Item and Descendants"),
            new Code("en-US", "RFC5646", "English (United States)")));
    items.add(
        Content.code(
            Content.CONTEXT, Code.dcm("121005", "Observer Type"), Code.dcm("121007", "Device")));
    items.add(
        Content.uid(
            Content.CONTEXT,
            Code.dcm("121012", "Device Observer UID"),
            Uids.derived("heliograph " + software)));
    items.add(
        Content.text(Content.CONTEXT, Code.dcm("121013", "Device Observer Name"), "Heliograph"));
    items.add(
        Content.text(Content.CONTEXT, Code.dcm("121015", "Device Observer Model Name"), software));
    String modality = source.get(0).header().text(Tags.MODALITY);
    items.add(
        Content.code(
            Content.MODIFIER,
            Code.dcm("121058", "Procedure reported"),
            PROCEDURES.getOrDefault(modality, PROCEDURE)));
    items.add(library(source));
    items.add(
        Content.contained(
            Code.dcm("126010", "Imaging Measurements"),
            "",
            groups.stream().map(g -> MeasurementGroups.of(g, source.get(g.image()))).toList()));
    return items;
  }

  /** TID 1600: the images that were measured. */
  private static DataSet library(List<SourceImages> source) {
    List<DataSet> groups = new ArrayList<>();
    for (SourceImages s : source) {
      List<DataSet> entries = new ArrayList<>();
      Map<String, SourceImages.Slice> once = new LinkedHashMap<>();
      s.slices().forEach(slice -> once.putIfAbsent(slice.instance(), slice));
      once.values()
          .forEach(
              slice ->
                  entries.add(
                      Content.image(Content.CONTAINS, slice.sopClass(), slice.instance(), 0, 0)
                          .build()));
      groups.add(Content.contained(Code.dcm("126200", "Image Library Group"), "", entries));
    }
    return Content.contained(Code.dcm("111028", "Image Library"), "1600", groups);
  }

  /** Study, series and instances that the content refers to. */
  private static List<DataSet> evidence(List<SourceImages> source, List<Measurement.Group> groups) {
    Map<String, List<SourceImages.Slice>> studies = new LinkedHashMap<>();
    for (SourceImages s : source) {
      studies.computeIfAbsent(study(s), k -> new ArrayList<>()).addAll(s.slices());
    }
    for (Measurement.Group g : groups) {
      String instance = g.region().segmentation();
      String series = g.region().segmentationSeries();
      List<SourceImages.Slice> all = studies.get(study(source.get(g.image())));
      if (instance != null && series != null && all != null) {
        all.add(new SourceImages.Slice(SegmentationWriter.SOP_CLASS, instance, series, 0));
      }
    }
    List<DataSet> items = new ArrayList<>();
    studies.forEach(
        (uid, slices) ->
            items.add(
                new DataSetBuilder()
                    .text(Tags.STUDY_INSTANCE_UID, uid)
                    .items(
                        Tags.REFERENCED_SERIES_SEQUENCE,
                        References.series(slices, Tags.REFERENCED_SOP_SEQUENCE))
                    .build()));
    return items;
  }

  private static String study(SourceImages s) {
    return s.header().text(Tags.STUDY_INSTANCE_UID);
  }
}
