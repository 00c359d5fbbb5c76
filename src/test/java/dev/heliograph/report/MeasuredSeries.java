package dev.heliograph.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.Upload;
import dev.heliograph.testing.InMemoryStudies;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM series, loaded, with a mask of boxes and a run that measured them. Its main writes what
 * {@code src/test/python/dicom/check_objects.py} reads.
 */
final class MeasuredSeries {

  final InMemoryStudies studies = new InMemoryStudies();
  final Image image;
  final LabelMap map;
  final Artifact mask;
  final RunStore.Run run;
  final List<RunEvent> events;
  final DicomExport export;

  MeasuredSeries(List<Upload> files) throws Exception {
    Study study =
        new StudyImporter(studies.blobs(), studies).importFiles(files, null, "test", "upload");
    image = study.images().get(0);
    StoredVoxels voxels = new StoredVoxels(studies.blobs(), studies);
    map = boxes(image.geometry());
    mask = voxels.save(map, "organs", image, "segment_abdomen@1.2.0");
    export = new DicomExport(studies, studies.blobs(), voxels, "0.1.0");
    run =
        new RunStore.Run(
            "01J00000000000000000000000", "c", "How big?", Instant.EPOCH, RunEvent.Type.ANSWER);
    events = List.of(finished(), ended());
  }

  static List<Upload> below(Path folder) throws IOException {
    List<Upload> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path p : paths.sorted().toList()) {
        files.add(Upload.of(p.getFileName().toString(), p));
      }
    }
    return files;
  }

  /** Liver, left kidney and a lesion as boxes; a fourth structure that was not found. */
  private static LabelMap boxes(Geometry g) {
    short[] labels = new short[g.voxels()];
    int nz = g.nz();
    paint(g, labels, 10, 60, 10, 40, 0, nz - 2, 5);
    paint(g, labels, 70, 90, 20, 50, 1, nz, 2);
    paint(g, labels, 30, 36, 20, 24, nz / 2, nz / 2 + 2, 9);
    return new LabelMap(g, labels, Map.of(2, "left_kidney", 5, "liver", 9, "lesion", 11, "spleen"));
  }

  private static void paint(
      Geometry g, short[] labels, int x0, int x1, int y0, int y1, int z0, int z1, int label) {
    for (int k = z0; k < z1; k++) {
      for (int j = y0; j < y1; j++) {
        for (int i = x0; i < x1; i++) {
          labels[g.index(i, j, k)] = (short) label;
        }
      }
    }
  }

  private RunEvent finished() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    ObjectNode result = payload.putObject("result");
    var quantities = result.putArray("quantities");
    int k = image.geometry().nz() / 2;
    Evidence.Line line =
        new Evidence.Line(
            "long axis",
            list(image.geometry().toWorld(30, 20, k)),
            list(image.geometry().toWorld(35, 23, k)));
    for (MeasuredQuantity q :
        List.of(
            quantity("volume", "liver", 5, new Quantity("volume", 1432.25, Unit.MILLILITRE), null),
            quantity("mean", "liver", 5, new Quantity("mean", 52.5, Unit.HOUNSFIELD), null),
            quantity(
                "volume", "left_kidney", 2, new Quantity("volume", 150, Unit.MILLILITRE), null),
            quantity(
                "long_axis", "lesion", 9, new Quantity("long_axis", 21.5, Unit.MILLIMETRE), line),
            quantity("slices", null, null, new Quantity("count", 20, Unit.COUNT), null))) {
      quantities.add(QuantityJson.write(q));
    }
    return new RunEvent(run.id(), 1, RunEvent.Type.TOOL_FINISHED, Instant.EPOCH, payload);
  }

  private RunEvent ended() {
    return new RunEvent(
        run.id(),
        2,
        RunEvent.Type.ANSWER,
        Instant.parse("2026-01-02T03:04:05Z"),
        JsonNodeFactory.instance.objectNode().put("text", "done"));
  }

  private MeasuredQuantity quantity(
      String output,
      @Nullable String structure,
      @Nullable Integer label,
      Quantity quantity,
      Evidence.@Nullable Line line) {
    return new MeasuredQuantity(
        null,
        output,
        structure,
        quantity,
        output.equals("volume") ? MeasuredQuantity.Bound.LOWER : MeasuredQuantity.Bound.EXACT,
        new Evidence(
            image.id(),
            label == null ? null : mask.id(),
            structure,
            label,
            null,
            line == null ? List.of() : List.of(line),
            "counted voxels",
            "measure_" + output + "@1.0.0",
            null));
  }

  private static List<Double> list(double[] p) {
    return List.of(p[0], p[1], p[2]);
  }

  /**
   * @param args folder of a DICOM series, folder to write seg.dcm and sr.dcm to
   */
  public static void main(String[] args) throws Exception {
    MeasuredSeries s = new MeasuredSeries(below(Path.of(args[0])));
    try (OutputStream out = Files.newOutputStream(Path.of(args[1], "seg.dcm"))) {
      s.export.segmentation(s.mask, out);
    }
    try (OutputStream out = Files.newOutputStream(Path.of(args[1], "sr.dcm"))) {
      s.export.report(s.run, s.events, out);
    }
  }
}
