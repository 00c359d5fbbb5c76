package dev.heliograph.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.format.dicom.data.Tags;
import dev.heliograph.format.dicom.data.Uids;
import dev.heliograph.format.dicom.derived.Code;
import dev.heliograph.format.dicom.derived.Measurement;
import dev.heliograph.format.dicom.derived.SourceImages;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.QuantityJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A run's quantities as groups of a DICOM report: one for each thing, region and tool. */
final class MeasuredGroups {

  /** Slices are hit, or a line lies on none. */
  private static final double ON_SLICE = 0.05;

  /** Finds the DICOM source of an image by its id. */
  interface Sources {
    SourceImages of(String image) throws IOException;
  }

  /** Finds the region of a label of a mask. */
  interface Segments {
    Measurement.Region of(SourceImages source, String mask, int label) throws IOException;
  }

  /** What quantities of one group have in common. */
  private record Key(
      String name, String trackingUid, int image, Measurement.Region region, String tool) {}

  private final Sources sources;
  private final Segments segments;
  private final Map<String, SourceImages> images = new LinkedHashMap<>();

  MeasuredGroups(Sources sources, Segments segments) {
    this.sources = sources;
    this.segments = segments;
  }

  /** The images that were measured, in the order in which groups count them. */
  List<SourceImages> images() {
    return List.copyOf(images.values());
  }

  List<Measurement.Group> of(List<RunEvent> events) throws IOException {
    Map<Key, List<Measurement>> groups = new LinkedHashMap<>();
    Map<Key, String> structures = new LinkedHashMap<>();
    for (RunEvent event : events) {
      if (event.type() != RunEvent.Type.TOOL_FINISHED) {
        continue;
      }
      for (JsonNode json : event.payload().path("result").path("quantities")) {
        MeasuredQuantity q = QuantityJson.read(json);
        String image = q.evidence().image();
        if (q.bound() == MeasuredQuantity.Bound.REFERENCE || image == null) {
          continue;
        }
        Key key = key(q, image);
        structures.putIfAbsent(key, q.structure() == null ? "" : q.structure());
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(measurement(q));
      }
    }
    List<Measurement.Group> out = new ArrayList<>();
    groups.forEach((k, m) -> out.add(group(k, structures.getOrDefault(k, ""), m)));
    return out;
  }

  private static Measurement.Group group(Key k, String structure, List<Measurement> measurements) {
    Code finding = null;
    Code site = null;
    Code side = null;
    if (!structure.isEmpty()) {
      StructureCodes.Coded codes = StructureCodes.of(structure);
      finding = codes.finding() ? codes.type() : null;
      site = codes.finding() ? null : codes.type();
      side = codes.finding() ? null : codes.side();
    }
    return new Measurement.Group(
        k.name(),
        k.trackingUid(),
        finding,
        site,
        side,
        k.image(),
        k.region(),
        k.tool(),
        measurements);
  }

  private Key key(MeasuredQuantity q, String image) throws IOException {
    Evidence e = q.evidence();
    SourceImages source = images.get(image);
    if (source == null) {
      source = sources.of(image);
      images.put(image, source);
    }
    String mask = e.mask();
    Integer label = e.label();
    String structure = q.structure();
    String name = structure == null ? "image" : StructureCodes.words(structure);
    Measurement.Region region = Measurement.Region.NONE;
    String tracking = Uids.derived("tracking " + image + " " + name);
    if (mask != null && label != null) {
      region = segments.of(source, mask, label);
      tracking = DicomExport.trackingUid(mask, label);
    }
    if (e.lines().size() == 1) {
      Measurement.Region line = line(e.lines().get(0), source);
      boolean placed = source.header().has(Tags.FRAME_OF_REFERENCE_UID);
      region = placed || line.slice() >= 0 ? line : region;
    }
    return new Key(name, tracking, List.copyOf(images.keySet()).indexOf(image), region, e.tool());
  }

  private static Measurement.Region line(Evidence.Line line, SourceImages source) {
    double[] a = voxel(line.from(), source);
    double[] b = voxel(line.to(), source);
    int slice = (int) Math.rint(a[2]);
    boolean on =
        Math.abs(a[2] - slice) < ON_SLICE
            && Math.abs(b[2] - slice) < ON_SLICE
            && slice >= 0
            && slice < source.slices().size();
    // Voxel positions count from centres, image coordinates from the corner of the first pixel.
    return Measurement.Region.line(
        on ? slice : -1,
        on ? List.of(a[0] + 0.5, a[1] + 0.5, b[0] + 0.5, b[1] + 0.5) : List.of(),
        Stream.of(line.from(), line.to())
            .flatMap(p -> Stream.of(-p.get(0), -p.get(1), p.get(2)))
            .toList());
  }

  private static double[] voxel(List<Double> world, SourceImages source) {
    return source.geometry().toVoxel(world.get(0), world.get(1), world.get(2));
  }

  private static Measurement measurement(MeasuredQuantity q) {
    String bound =
        switch (q.bound()) {
          case LOWER -> "; the true value is at least this";
          case UPPER -> "; the true value is at most this";
          default -> "";
        };
    QuantityCodes.Coded codes = QuantityCodes.of(q.quantity().kind(), q.quantity().unit());
    return new Measurement(
        codes.concept(),
        codes.derivation(),
        q.quantity().value(),
        q.quantity().unit(),
        q.output().replace('_', ' ') + ": " + q.evidence().method() + bound);
  }
}
