package dev.heliograph.tool.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.inference.Classifier;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContractTest;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolResultJson;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The shipped classifiers on pictures that their training never saw, of their kind and of others.
 */
class ClassifyPictureTest {

  private static Tool make(ToolManifest manifest) {
    return new ClassifyPicture(
        manifest, RealPictures.MODELS, new Classifier(RealPictures.SESSIONS, RealPictures.MODELS));
  }

  private static ObjectNode call(String name, Picture picture, Modality modality)
      throws IOException {
    Tool tool = make(ManifestReader.read(Path.of("tools", name, "tool.yaml")));
    InMemoryContext context = new InMemoryContext();
    ObjectNode arguments =
        JsonNodeFactory.instance.objectNode().put("image", context.add(picture, modality));
    ToolResult result =
        ToolInvoker.call(tool, new ToolCall(Ids.next(), tool.manifest().id(), arguments), context);
    return ToolResultJson.write(result);
  }

  @Test
  void theModalityToolKnowsItsSixKinds() throws IOException {
    String[][] kinds = {
      {"AbdomenCT", "CT", "abdomen"}, {"ChestCT", "CT", "chest"}, {"HeadCT", "CT", "head"},
      {"BreastMRI", "MR", "breast"}, {"CXR", "DX", "chest"}, {"Hand", "DX", "hand"}
    };
    for (String[] kind : kinds) {
      ObjectNode json = call("classify_modality", RealPictures.mednist(kind[0]), Modality.UNKNOWN);
      assertThat(json.path("status").asText()).as(json.toString()).isEqualTo("completed");
      assertThat(json.path("outputs").path("modality").asText()).isEqualTo(kind[1]);
      assertThat(json.path("outputs").path("body_part").asText()).isEqualTo(kind[2]);
      assertThat(json.path("quantities").path(0).path("value").asDouble()).isBetween(80.0, 100.0);
    }
  }

  @Test
  void aColourPictureIsNoRadiologicalOne() throws IOException {
    ObjectNode json = call("classify_modality", RealPictures.smear(), Modality.UNKNOWN);
    assertThat(json.path("status").asText()).isEqualTo("rejected");
    assertThat(json.path("reason").asText()).contains("colour picture");
  }

  @Test
  void pneumoniaRefusesEverythingButAChestXRay() throws IOException {
    for (String kind : new String[] {"Hand", "AbdomenCT", "ChestCT", "HeadCT", "BreastMRI"}) {
      ObjectNode json = call("classify_pneumonia", RealPictures.mednist(kind), Modality.UNKNOWN);
      assertThat(json.path("status").asText()).as(kind).isEqualTo("rejected");
      assertThat(json.path("reason").asText()).contains("chest xray only");
      assertThat(json.path("fix").asText()).isNotBlank();
    }
    assertThat(
            call("classify_pneumonia", RealPictures.smear(), Modality.UNKNOWN)
                .path("status")
                .asText())
        .isEqualTo("rejected");
    assertThat(
            call("classify_pneumonia", RealPictures.chest(), Modality.US).path("reason").asText())
        .contains("is US");
  }

  @Test
  void theProbabilityCarriesWhereItComesFrom() throws IOException {
    ObjectNode json = call("classify_pneumonia", RealPictures.chest(), Modality.DX);
    assertThat(json.path("status").asText()).as(json.toString()).isEqualTo("completed");
    String method = json.path("quantities").path(0).path("evidence").path("method").asText();
    assertThat(method).contains("a model's estimate", "auc 0.9", "n 524", "28x28", "SCT:233604007");
    assertThat(json.path("warnings").toString()).contains("model_estimate");
  }

  abstract static class OnChest extends ToolContractTest {
    OnChest(String name) {
      super(name);
    }

    @Override
    protected Tool make(ToolManifest manifest) {
      return ClassifyPictureTest.make(manifest);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) throws IOException {
      return new Fixture(context.add(RealPictures.chest()), "");
    }
  }

  @Nested
  class ModalityContract extends OnChest {
    ModalityContract() {
      super("classify_modality");
    }
  }

  @Nested
  class PneumoniaContract extends OnChest {
    PneumoniaContract() {
      super("classify_pneumonia");
    }
  }
}
