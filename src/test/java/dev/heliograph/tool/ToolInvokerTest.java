package dev.heliograph.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How calls end, whatever a tool does. */
class ToolInvokerTest {

  private static final String MANIFEST =
      """
      name: odd
      version: 1.0.0
      title: Odd
      description: A tool made for a test.
      input: {type: object, properties: {n: {type: integer}}}
      output: {type: object, required: [length], properties: {length: {x-type: "Quantity[length,mm]"}}}
      effects: read
      limits: {timeout: 200ms}
      runner: {kind: java, class: none}
      """;

  private final InMemoryContext context = new InMemoryContext();

  private interface Work {
    ToolResult run(ToolCall call, ToolContext context) throws Exception;
  }

  private ToolResult invoke(Work work) {
    ToolManifest manifest = ManifestReader.parse(MANIFEST);
    Tool tool =
        new Tool() {
          @Override
          public ToolManifest manifest() {
            return manifest;
          }

          @Override
          public ToolResult call(ToolCall call, ToolContext c) throws Exception {
            return work.run(call, c);
          }
        };
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("n", 1);
    return ToolInvoker.call(tool, new ToolCall(Ids.next(), manifest.id(), arguments), context);
  }

  private static ToolResult length(double outputMm, double measuredMm, Unit unit, String tool) {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    outputs.set("length", QuantityJson.write(new Quantity("length", outputMm, unit)));
    MeasuredQuantity q =
        new MeasuredQuantity(
            null,
            "length",
            null,
            new Quantity("length", measuredMm, unit),
            MeasuredQuantity.Bound.EXACT,
            new Evidence(null, null, null, null, null, List.of(), "ruler", tool, null));
    return new ToolResult.Completed(
        new ToolResult.Payload(outputs, List.of(q), List.of(), List.of()));
  }

  private static ToolResult good() {
    return length(3, 3, Unit.MILLIMETRE, "odd@1.0.0");
  }

  private static String cause(ToolResult result) {
    assertThat(result).isInstanceOf(ToolResult.Failed.class);
    return ((ToolResult.Failed) result).cause();
  }

  @Test
  void aGoodResultComesThrough() {
    assertThat(invoke((call, c) -> good()).status()).isEqualTo("completed");
  }

  @Test
  void whatIsThrownBecomesAFailureThatNamesIt() {
    assertThat(
            cause(
                invoke(
                    (call, c) -> {
                      throw new IllegalStateException("no more film");
                    })))
        .contains("odd@1.0.0", "IllegalStateException", "no more film");
    assertThat(
            cause(
                invoke(
                    (call, c) -> {
                      throw new StackOverflowError();
                    })))
        .contains("StackOverflowError");
  }

  @Test
  void aToolThatBreaksItsManifestFails() {
    ToolResult nothing =
        new ToolResult.Completed(
            new ToolResult.Payload(
                JsonNodeFactory.instance.objectNode(), List.of(), List.of(), List.of()));
    assertThat(cause(invoke((call, c) -> nothing))).contains("broke its own manifest", "length");
    assertThat(cause(invoke((call, c) -> length(3, 3, Unit.MILLILITRE, "odd@1.0.0"))))
        .contains("mL", "LENGTH");
    assertThat(cause(invoke((call, c) -> length(3, 4, Unit.MILLIMETRE, "odd@1.0.0"))))
        .contains("is not the value of the output");
    assertThat(cause(invoke((call, c) -> length(3, 3, Unit.MILLIMETRE, "other@1.0.0"))))
        .contains("evidence");
  }

  @Test
  void progressExtendsTheDeadline() {
    ToolResult result =
        invoke(
            (call, c) -> {
              for (int i = 0; i < 6; i++) {
                Thread.sleep(80);
                c.progress(i / 6.0, "step " + i);
              }
              return good();
            });
    assertThat(result.status()).isEqualTo("completed");
    assertThat(context.progress).contains("step 0", "step 5");
  }

  @Test
  void butNotForEver() {
    long start = System.nanoTime();
    ToolResult result =
        invoke(
            (call, c) -> {
              while (true) {
                Thread.sleep(10);
                c.progress(0.5, "still here");
              }
            });
    assertThat(cause(result)).contains("10 times its timeout");
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
  }

  @Test
  void anAbandonedToolIsInterruptedAndLeavesNoTrace() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean refused = new AtomicBoolean();
    ToolResult result =
        invoke(
            (call, c) -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                try {
                  c.studies();
                } catch (ToolContext.CancelledException stopped) {
                  refused.set(true);
                }
              }
              over.countDown();
              return good();
            });
    assertThat(cause(result)).contains("no sign of life", "200 ms");
    assertThat(over.await(2, TimeUnit.SECONDS)).isTrue();
    assertThat(refused).isTrue();
  }

  @Test
  void aResultThatComesAfterTheStopIsDiscarded() {
    ToolResult result =
        invoke(
            (call, c) -> {
              context.cancelled = true;
              Thread.sleep(100);
              return good();
            });
    assertThat(result).isEqualTo(new ToolResult.Cancelled());
  }
}
