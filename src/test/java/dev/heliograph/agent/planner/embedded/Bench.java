package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.agent.PlannerState.Turn;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.volume.Geometry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** States to plan in: manifests (the real ones where they exist), studies, measured accuracies. */
final class Bench {

  static final EmbeddedPlanner PLANNER = new EmbeddedPlanner(new SentenceEncoder());

  private Bench() {}

  /** The made-up manifests, the real ones in place of those with the same name. */
  static List<ToolManifest> tools() throws IOException {
    List<ToolManifest> tools = new ArrayList<>();
    for (JsonNode n : yaml("tools")) {
      Path real = Path.of("tools", n.path("name").asText(), "tool.yaml");
      tools.add(Files.exists(real) ? ManifestReader.read(real) : ManifestReader.of(n));
    }
    Path volume = Path.of("tools", "measure_volume", "tool.yaml");
    tools.add(ManifestReader.read(volume));
    return tools;
  }

  static JsonNode yaml(String name) throws IOException {
    try (InputStream in = Bench.class.getResourceAsStream("/planner/" + name + ".yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }

  static NamedStudy study(String as, Modality modality) {
    Image image =
        new Image(
            as + "-image",
            as + "-study",
            as,
            "image of " + as,
            modality == Modality.CR ? Image.Kind.PICTURE : Image.Kind.VOLUME,
            new ImageModality(
                modality,
                modality == Modality.UNKNOWN
                    ? ImageModality.Source.NONE
                    : ImageModality.Source.DICOM),
            Geometry.axisAligned(8, 8, 8, 1, 1, 1),
            "0".repeat(64),
            "application/x-nifti",
            1,
            null,
            Map.of(),
            List.of());
    return new NamedStudy(
        as, new Study(as + "-study", as, Instant.EPOCH, "test", List.of(image), List.of()));
  }

  static PlannerState state(
      String message,
      List<ToolManifest> tools,
      List<NamedStudy> studies,
      List<Turn> turns,
      List<Outcome> outcomes,
      List<Outcome> earlier) {
    return new PlannerState(
        "c",
        studies,
        turns,
        message,
        outcomes,
        List.of(),
        List.of(),
        List.of(),
        tools,
        REGISTRY,
        List.of(),
        earlier,
        Map.of(),
        24,
        () -> false,
        call -> {},
        text -> {});
  }

  /** Our own evaluator measured the small segmenter well, and the big one only somewhat. */
  static final ToolRegistry REGISTRY =
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
          return switch (tool.name()) {
            case "segment_organs" -> Optional.of(new Accuracy("dice", 0.9, 0.1, 5, "test"));
            case "segment_flare" ->
                Optional.of(
                    new Accuracy("dice", structure.equals("duodenum") ? 0.2 : 0.8, 0.1, 5, "test"));
            default -> Optional.empty();
          };
        }
      };
}
