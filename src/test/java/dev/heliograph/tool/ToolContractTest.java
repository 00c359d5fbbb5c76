package dev.heliograph.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.tool.adapter.JavaToolMaker;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every tool owes, whatever it does. A tool's test extends this, names the tool's folder and
 * gives a context on which its example runs.
 */
public abstract class ToolContractTest {

  protected static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * @param name folder of the tool under {@code tools/}
   */
  protected ToolContractTest(String name) {
    this.folder = Path.of("tools", name);
  }

  /**
   * Fills a context with what the example needs: the image and label map that stand for {@code
   * $image} and {@code $mask}.
   */
  protected abstract Fixture fixture(InMemoryContext context) throws IOException;

  /** Ids to put in the place of {@code $image}, {@code $mask} and {@code $prior}. */
  public record Fixture(String image, String mask, String prior) {
    public Fixture(String image, String mask) {
      this(image, mask, "");
    }
  }

  /** Whether the tool loads voxels, so that a call can hang in loading them. */
  protected boolean readsVoxels() {
    return tool().manifest().inputs().stream()
        .anyMatch(p -> p.type().name().equals("LabelMap") || p.type().name().equals("Image"));
  }

  /** As the registry makes it, unless the test has something to put in the tool's hands. */
  protected Tool make(ToolManifest manifest) {
    return new JavaToolMaker().make(manifest);
  }

  protected final Tool tool() {
    try {
      return make(ManifestReader.read(folder.resolve("tool.yaml")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  protected final ToolResult call(ToolContext context, ObjectNode arguments) {
    Tool tool = tool();
    return ToolInvoker.call(
        tool, new ToolCall(Ids.next(), tool.manifest().id(), arguments), context);
  }

  private JsonNode example() throws IOException {
    return JSON.readTree(folder.resolve("example.json").toFile());
  }

  private ObjectNode arguments(Fixture fixture) throws IOException {
    String text = example().path("arguments").toString();
    return (ObjectNode)
        JSON.readTree(
            text.replace("$image", fixture.image())
                .replace("$mask", fixture.mask())
                .replace("$prior", fixture.prior()));
  }

  @Test
  void manifestIsValidAndNamedLikeItsFolder() throws IOException {
    JsonNode manifest = BoundedYaml.read(folder.resolve("tool.yaml"));
    assertThat(ManifestReader.problems(manifest)).isEmpty();
    assertThat(Schemas.validate("manifest", manifest)).isEmpty();
    assertThat(manifest.path("name").asText()).isEqualTo(folder.getFileName().toString());
    assertThat(manifest.path("examples").size()).isBetween(8, 20);
  }

  @Test
  void exampleRunsWithCompleteEvidenceAndUcumUnits() throws IOException {
    InMemoryContext context = new InMemoryContext();
    ToolResult result = call(context, arguments(fixture(context)));
    checkExample(context, result);
  }

  /** Checks the result of the example: its status, its quantities, units, evidence, JSON. */
  protected final void checkExample(InMemoryContext context, ToolResult result) throws IOException {
    ObjectNode json = ToolResultJson.write(result);
    assertThat(Schemas.validate("result", json)).as(json.toString()).isEmpty();
    JsonNode expect = example().path("expect");
    List<String> statuses = new ArrayList<>();
    expect.path("status").forEach(s -> statuses.add(s.asText()));
    assertThat(result.status()).as(json.toString()).isIn(statuses);
    List<String> quantities = new ArrayList<>();
    json.path("quantities").forEach(q -> quantities.add(q.path("output").asText()));
    expect.path("quantities").forEach(q -> assertThat(quantities).contains(q.asText()));
    for (JsonNode q : json.path("quantities")) {
      String unit = q.path("unit").asText();
      assertThat(Unit.of(unit).orElseThrow().ucum()).isEqualTo(unit);
      checkEvidence(context, q);
    }
    // What a resumed run reads back is what was measured.
    JsonNode stored = JSON.readTree(JSON.writeValueAsString(json));
    assertThat(JSON.readTree(ToolResultJson.write(ToolResultJson.read(stored)).toString()))
        .isEqualTo(stored);
  }

  private void checkEvidence(InMemoryContext context, JsonNode quantity) {
    JsonNode e = quantity.path("evidence");
    assertThat(e.path("tool").asText()).isEqualTo(tool().manifest().id());
    assertThat(e.path("method").asText()).isNotBlank();
    if (quantity.path("bound").asText().equals("reference")) {
      assertThat(e.path("citation").asText()).isNotBlank();
      return;
    }
    if (e.has("mask")) {
      assertThat(context.artifact(e.path("mask").asText())).isNotNull();
      assertThat(e.path("structure").asText()).isNotBlank();
      assertThat(e.path("label").asInt()).isPositive();
      Geometry g = context.image(e.path("image").asText()).geometry();
      int[] size = {g.nx(), g.ny(), g.nz()};
      for (int c = 0; c < 3; c++) {
        int min = e.path("box").path("min").path(c).asInt(-1);
        int max = e.path("box").path("max").path(c).asInt(-1);
        assertThat(min).isBetween(0, max);
        assertThat(max).isLessThan(size[c]);
      }
    }
  }

  @Test
  void sameInputGivesTheSameOutput() throws IOException {
    InMemoryContext context = new InMemoryContext();
    ObjectNode arguments = arguments(fixture(context));
    // Ids of new artifacts differ, so only what was measured is compared.
    assertThat(ToolResultJson.write(call(context, arguments)).path("quantities"))
        .isEqualTo(ToolResultJson.write(call(context, arguments)).path("quantities"));
  }

  @Test
  void badInputIsRejectedWithCauseAndFix() throws IOException {
    InMemoryContext context = new InMemoryContext();
    ObjectNode good = arguments(fixture(context));
    for (Port port : tool().manifest().inputs()) {
      if (port.required()) {
        ObjectNode lacking = good.deepCopy();
        lacking.remove(port.name());
        assertRejected(call(context, lacking), port.name());
      }
      ObjectNode wrong = good.deepCopy();
      wrong.putArray(port.name()).add(17);
      assertRejected(call(context, wrong), port.name());
      if (List.of("Image", "LabelMap", "Study").contains(port.type().name())) {
        ObjectNode unknown = good.deepCopy();
        unknown.put(port.name(), Ids.next());
        assertRejected(call(context, unknown), "no ");
      }
    }
    ObjectNode more = good.deepCopy();
    more.put("no_such_argument", 1);
    assertRejected(call(context, more), "no_such_argument");
  }

  private static void assertRejected(ToolResult result, String naming) {
    assertThat(result).isInstanceOf(ToolResult.Rejected.class);
    ToolResult.Rejected rejected = (ToolResult.Rejected) result;
    assertThat(rejected.reason()).contains(naming);
    assertThat(rejected.fix()).isNotBlank();
  }

  @Test
  void aCallThatIsAlreadyCancelledDoesNotRun() throws IOException {
    InMemoryContext context = new InMemoryContext();
    ObjectNode arguments = arguments(fixture(context));
    context.cancelled = true;
    assertThat(call(context, arguments)).isEqualTo(new ToolResult.Cancelled());
  }

  @Test
  void cancelIsHonouredWithinASecond() throws IOException {
    Assumptions.assumeTrue(readsVoxels(), "the tool reads no voxels");
    HangingContext context = new HangingContext();
    ObjectNode arguments = arguments(fixture(context));
    context.hanging = true;
    new Thread(
            () -> {
              context.awaitHang();
              context.cancelledAt = System.nanoTime();
              context.cancelled = true;
            })
        .start();
    assertThat(call(context, arguments)).isEqualTo(new ToolResult.Cancelled());
    assertThat(Duration.ofNanos(System.nanoTime() - context.cancelledAt))
        .isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void theToolItselfHearsTheStop() throws IOException {
    Assumptions.assumeTrue(readsVoxels(), "the tool reads no voxels");
    InMemoryContext context =
        new InMemoryContext() {
          @Override
          public Volume volume(Image image) {
            cancelled = true;
            return super.volume(image);
          }

          @Override
          public Picture picture(Image image) {
            cancelled = true;
            return super.picture(image);
          }

          @Override
          public LabelMap labelMap(Artifact artifact) {
            cancelled = true;
            return super.labelMap(artifact);
          }
        };
    Tool tool = tool();
    ToolCall call = new ToolCall(Ids.next(), tool.manifest().id(), arguments(fixture(context)));
    assertThatThrownBy(() -> tool.call(call, context))
        .isInstanceOf(ToolContext.CancelledException.class);
  }

  @Test
  void timeoutIsHonoured() throws IOException {
    Assumptions.assumeTrue(readsVoxels(), "the tool reads no voxels");
    ToolManifest m = tool().manifest();
    ToolManifest impatient =
        new ToolManifest(
            m.name(),
            m.version(),
            m.title(),
            m.description(),
            m.examples(),
            m.input(),
            m.output(),
            m.provides(),
            m.effects(),
            new ToolManifest.Limits(Duration.ofMillis(100), m.limits().memoryBytes(), "cpu"),
            m.card(),
            m.runner());
    HangingContext context = new HangingContext();
    ObjectNode arguments = arguments(fixture(context));
    context.hanging = true;
    ToolResult result =
        ToolInvoker.call(make(impatient), new ToolCall(Ids.next(), m.id(), arguments), context);
    assertThat(result).isInstanceOf(ToolResult.Failed.class);
    assertThat(((ToolResult.Failed) result).cause()).contains("timeout");
    assertThat(((ToolResult.Failed) result).retryable()).isTrue();
  }

  /** Voxels never come, and nobody listens to interrupts. */
  private static final class HangingContext extends InMemoryContext {
    volatile boolean hanging;
    volatile long cancelledAt;
    private final CountDownLatch hangs = new CountDownLatch(1);

    @Override
    public Volume volume(Image image) {
      hang();
      return super.volume(image);
    }

    @Override
    public Picture picture(Image image) {
      hang();
      return super.picture(image);
    }

    @Override
    public LabelMap labelMap(Artifact artifact) {
      hang();
      return super.labelMap(artifact);
    }

    void awaitHang() {
      try {
        hangs.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void hang() {
      if (!hanging) {
        return;
      }
      hangs.countDown();
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          // A tool that does not cooperate.
        }
      }
    }
  }
}
