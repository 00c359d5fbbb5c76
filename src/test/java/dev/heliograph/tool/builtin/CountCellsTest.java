package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.inference.Detector;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Modality;
import dev.heliograph.testing.RealData;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContractTest;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Cells in smears that training never saw, and pictures that are none. */
class CountCellsTest {

  private static Tool make(ToolManifest manifest) {
    return new DetectObjects(manifest, RealPictures.MODELS, new Detector(RealPictures.SESSIONS));
  }

  private static ObjectNode call(Picture picture, Modality modality) throws IOException {
    Tool tool = make(ManifestReader.read(Path.of("tools/count_cells/tool.yaml")));
    InMemoryContext context = new InMemoryContext();
    ObjectNode arguments =
        JsonNodeFactory.instance.objectNode().put("image", context.add(picture, modality));
    return ToolResultJson.write(
        ToolInvoker.call(tool, new ToolCall(Ids.next(), tool.manifest().id(), arguments), context));
  }

  @Test
  void whiteCellsAndPlateletsOfHeldOutSmearsAreCounted() throws IOException {
    List<String> names = RealPictures.heldOutSmears().subList(0, 20);
    int white = 0;
    int platelets = 0;
    for (String name : names) {
      Path file = RealData.require("blood-cells/images/" + name + ".jpg");
      String xml = Files.readString(RealData.require("blood-cells/annotations/" + name + ".xml"));
      JsonNode counts = call(RealPictures.read(file), Modality.SM).path("outputs");
      white += Math.abs(counts.path("white_blood_cells").asInt() - written(xml, "WBC"));
      platelets += Math.abs(counts.path("platelets").asInt() - written(xml, "Platelets"));
    }
    assertThat(white / (double) names.size()).isLessThanOrEqualTo(0.3);
    assertThat(platelets / (double) names.size()).isLessThanOrEqualTo(0.5);
  }

  private static int written(String xml, String name) {
    return xml.split("<name>" + name + "</name>", -1).length - 1;
  }

  @Test
  void eachCountHasItsBoxes() throws IOException {
    ObjectNode json = call(RealPictures.smear(), Modality.UNKNOWN);
    assertThat(json.path("quantities").size()).isEqualTo(3);
    for (JsonNode q : json.path("quantities")) {
      JsonNode evidence = q.path("evidence");
      assertThat(evidence.path("boxes").size()).isEqualTo(q.path("value").asInt());
      assertThat(evidence.path("structure").asText()).isEqualTo(q.path("output").asText());
      assertThat(evidence.path("method").asText()).contains("count mae", "n 87");
      for (JsonNode box : evidence.path("boxes")) {
        assertThat(box.path("max").path(0).asInt()).isBetween(box.path("min").path(0).asInt(), 639);
      }
    }
  }

  @Test
  void whatIsNoSmearIsRefused() throws IOException {
    for (String kind : new String[] {"CXR", "Hand", "AbdomenCT"}) {
      ObjectNode json = call(RealPictures.mednist(kind), Modality.UNKNOWN);
      assertThat(json.path("status").asText()).as(kind).isEqualTo("rejected");
      assertThat(json.path("reason").asText()).contains("does not look like");
    }
    assertThat(call(RealPictures.smear(), Modality.DX).path("reason").asText())
        .contains("is DX, and this looks at SM, XC");
  }

  @Nested
  class Contract extends ToolContractTest {
    Contract() {
      super("count_cells");
    }

    @Override
    protected Tool make(ToolManifest manifest) {
      return CountCellsTest.make(manifest);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) throws IOException {
      return new Fixture(context.add(RealPictures.smear()), "");
    }
  }
}
