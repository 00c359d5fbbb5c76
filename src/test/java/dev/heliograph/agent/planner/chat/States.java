package dev.heliograph.agent.planner.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanProblem;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Planner states for tests: one CT, a segmenter and a volume tool. */
final class States {

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<PlannerState.ModelCall> calls = new ArrayList<>();
  final StringBuilder draft = new StringBuilder();
  List<PlannerState.Outcome> outcomes = List.of();
  List<PlanProblem> problems = List.of();
  List<String> guardNotes = List.of();
  BooleanSupplier cancelled = () -> false;

  PlannerState asking(String message) {
    return new PlannerState(
        "c1",
        List.of(new PlannerState.NamedStudy("ct", study())),
        List.of(new PlannerState.Turn("hello", "Hello.", "answer", null)),
        message,
        outcomes,
        problems,
        List.of(),
        guardNotes,
        List.of(SEGMENT, VOLUME),
        NO_REGISTRY,
        List.of(),
        List.of(),
        Map.of("agent", "You plan.", "agent-json", "Reply with JSON."),
        24,
        cancelled,
        calls::add,
        draft::append);
  }

  /** The study of a patient whose name must not leave the machine. */
  private static Study study() {
    Image image =
        new Image(
            "01JD0000000000000000000001",
            "01JD0000000000000000000002",
            "s",
            "DOE^JANE head first.nii.gz",
            Image.Kind.VOLUME,
            new ImageModality(Modality.CT, ImageModality.Source.DICOM),
            Geometry.axisAligned(10, 10, 10, 1, 1, 1),
            "ab",
            "application/gzip",
            1,
            null,
            Map.of("BodyPartExamined", "ABDOMEN-SECRET"),
            List.of());
    return new Study(
        "01JD0000000000000000000002",
        "DOE^JANE",
        Instant.EPOCH,
        "upload",
        List.of(image),
        List.of());
  }

  static PlannerState.Outcome segmented() {
    ObjectNode args = JSON.createObjectNode().put("image", "$ct");
    ObjectNode outputs = JSON.createObjectNode().put("mask", "01JD0000000000000000000009");
    return new PlannerState.Outcome(
        Plan.Step.call("seg", "segment_organs", args, null),
        new ToolResult.Completed(new ToolResult.Payload(outputs, List.of(), List.of(), List.of())),
        null);
  }

  static PlannerState.Outcome measured() {
    ObjectNode args = JSON.createObjectNode().put("mask", "$seg.mask").put("structure", "liver");
    MeasuredQuantity q =
        new MeasuredQuantity(
            "q1",
            "volume",
            "liver",
            new Quantity("volume", 1432.4, Unit.MILLILITRE),
            MeasuredQuantity.Bound.EXACT,
            new Evidence(
                null,
                null,
                "liver",
                1,
                null,
                List.of(),
                "voxel count",
                "measure_volume@1.0.0",
                null));
    return new PlannerState.Outcome(
        Plan.Step.call("vol", "measure_volume", args, null),
        new ToolResult.Completed(
            new ToolResult.Payload(JSON.createObjectNode(), List.of(q), List.of(), List.of())),
        null);
  }

  private static final ToolManifest SEGMENT =
      manifest(
          "segment_organs",
          "{\"image\": {\"type\": \"string\", \"x-type\": \"Image\"}}",
          "image",
          "{\"mask\": {\"x-type\": \"LabelMap[structures]\"}}");

  private static final ToolManifest VOLUME =
      manifest(
          "measure_volume",
          "{\"mask\": {\"type\": \"string\", \"x-type\": \"LabelMap[structure]\"}, \"structure\": {\"type\": \"string\", \"x-type\": \"Structure\"}}",
          "mask\", \"structure",
          "{\"volume\": {\"x-type\": \"Quantity[volume,mL]\"}}");

  private static ToolManifest manifest(
      String name, String inputs, String required, String outputs) {
    return new ToolManifest(
        name,
        "1.0.0",
        name,
        "Does " + name,
        List.of(),
        object(
            "{\"type\": \"object\", \"required\": [\""
                + required
                + "\"], \"properties\": "
                + inputs
                + "}"),
        object("{\"type\": \"object\", \"properties\": " + outputs + "}"),
        List.of("liver", "spleen"),
        ToolManifest.Effects.READ,
        new ToolManifest.Limits(Duration.ofMinutes(1), 1 << 30, "cpu"),
        null,
        JSON.createObjectNode().put("kind", "java"));
  }

  private static ObjectNode object(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return (ObjectNode) node;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static final ToolRegistry NO_REGISTRY =
      new ToolRegistry() {
        @Override
        public List<Tool> tools() {
          return List.of();
        }

        @Override
        public Optional<Tool> find(String nameOrId) {
          return Optional.empty();
        }

        @Override
        public Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality) {
          return Optional.empty();
        }
      };
}
