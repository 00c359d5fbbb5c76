package dev.heliograph.agent;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.heliograph.agent.RunEvent.Type;
import dev.heliograph.agent.planner.chat.CallStyle;
import dev.heliograph.agent.planner.chat.ModelSettings;
import dev.heliograph.agent.planner.chat.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A chat model in the whole loop: its plans are checked, its sentences guarded, its failures named.
 */
class ChatModelLoopTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private static final String SEGMENT = Sse.call("segment", "{\"image\": \"$ct\"}");

  private final Bench bench =
      Bench.of(
          new ModelFactory(), List.of("agent", "agent-json"), Stubs.segment(), Stubs.measure());

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void twoToolsAndAnAnswerWhoseNumberIsInserted() {
    script(
        streamed(SEGMENT),
        streamed(measure("liver")),
        streamed(Sse.text("The liver measures [[q1]].")));
    List<RunEvent> events = bench.run("How big is the liver?");
    RunEvent answer = Bench.last(events);
    assertThat(answer.type()).isEqualTo(Type.ANSWER);
    assertThat(answer.payload().path("text").asText()).matches("The liver measures [\\d.]+ mL\\.");
    assertThat(answer.payload().path("quantities")).hasSize(1);
    assertThat(Bench.types(events)).contains("model_called", "plan_proposed", "tool_finished");
  }

  @Test
  void anUnknownToolIsRejectedAndTheModelMayRepairIt() {
    script(
        streamed(Sse.call("segmenter_of_everything", "{\"image\": \"$ct\"}")),
        streamed(SEGMENT),
        streamed(Sse.text("The organs are outlined.")));
    List<RunEvent> events = bench.run("Segment the organs");
    assertThat(Bench.types(events)).contains("plan_rejected").endsWith("answer");
    assertThat(lastRequest(1)).contains("segmenter_of_everything");
  }

  @Test
  void aMalformedCallDoesNotEndTheRun() {
    script(
        streamed(Sse.call("segment", "{\"image\": ")),
        streamed(SEGMENT),
        streamed(Sse.text("Done.")));
    assertThat(Bench.last(bench.run("Segment the organs")).type()).isEqualTo(Type.ANSWER);
  }

  @Test
  void nothingButMalformedCallsEndsInAClearFailure() {
    always(streamed(Sse.call("segment", "{\"image\": ")));
    RunEvent last = Bench.last(bench.run("Segment the organs"));
    assertThat(last.type()).isEqualTo(Type.FAILED);
    assertThat(last.payload().path("fix").asText()).isNotBlank();
  }

  @Test
  void anEndlessLoopIsCut() {
    always(streamed(SEGMENT));
    List<RunEvent> events = bench.run("Segment the organs");
    assertThat(Bench.last(events).type()).isEqualTo(Type.FAILED);
    assertThat(events.stream().filter(e -> e.type() == Type.TOOL_STARTED).count())
        .isLessThanOrEqualTo(8);
  }

  @Test
  void aRateLimitIsWaitedOut() {
    script(aResponse().withStatus(429), streamed(Sse.text("Hello.")));
    List<RunEvent> events = bench.run("Hello");
    assertThat(Bench.types(events)).contains("retry").endsWith("answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 500})
  void aProviderThatKeepsFailingEndsTheRunWithItsFix(int status) {
    always(aResponse().withStatus(status));
    RunEvent last = Bench.last(bench.run("Hello"));
    assertThat(last.type()).isEqualTo(Type.FAILED);
    assertThat(last.payload().path("cause").asText()).contains("model provider");
    assertThat(last.payload().path("fix").asText()).isNotBlank();
  }

  @Test
  void stopCutsASlowStreamWithinASecond() throws InterruptedException {
    always(streamed(Sse.text("word ".repeat(300))).withChunkedDribbleDelay(100, 20_000));
    RunStore.Run run = bench.send("Tell me a story");
    Thread.sleep(1_000);
    long start = System.nanoTime();
    bench.service.cancel(run.id(), "user");
    assertThat(Bench.last(bench.finish(run)).type()).isEqualTo(Type.CANCELLED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The liver measures 1876 mL.",
        "The liver is about 14 cm long.",
        "The spleen, at twelve centimetres, is normal.",
        "There are **3** lesions in the liver.",
        "The mean attenuation is −1.5e2 HU.",
        "The liver is １８７６ mL.",
        "Compared with the prior, it grew by a third.",
      })
  void aPlantedNumberReachesNeitherAnswerNorTokensAndTheHonestSentenceDoes(String planted)
      throws Exception {
    script(
        streamed(SEGMENT),
        streamed(measure("liver")),
        streamed(Sse.text("The liver measures [[q1]]. " + planted)),
        streamed(Sse.text("The liver measures [[q1]]. " + planted)));
    Queue<String> tokens = new ConcurrentLinkedQueue<>();
    RunStore.Run run = bench.send("How big is the liver?");
    List<RunEvent> events;
    try (AutoCloseable following = bench.service.follow(run.id(), 0, e -> {}, tokens::add)) {
      events = bench.finish(run);
    }
    RunEvent answer = Bench.last(events);
    assertThat(answer.type()).isEqualTo(Type.ANSWER);
    assertThat(answer.payload().path("text").asText())
        .contains("The liver measures ")
        .contains(" mL.")
        .doesNotContain(planted);
    assertThat(answer.payload().path("withheld")).hasSize(1);
    assertThat(String.join("", tokens)).doesNotContain(planted);
  }

  @Test
  void withoutConfigurationTheRunSaysHowToSetIt() {
    try (Bench unconfigured =
        Bench.of(
            new PlannerFactory() {
              @Override
              public String name() {
                return "model";
              }

              @Override
              public Planner create(AgentConfig agent) {
                return ModelSettings.of(agent.model(), key -> null, key -> null).planner();
              }
            },
            List.of("agent", "agent-json"))) {
      RunEvent last = Bench.last(unconfigured.run("Hello"));
      assertThat(last.type()).isEqualTo(Type.FAILED);
      assertThat(last.payload().path("fix").asText()).contains("HELIOGRAPH_MODEL_BASE_URL");
    }
  }

  private static final class ModelFactory implements PlannerFactory {
    @Override
    public String name() {
      return "model";
    }

    @Override
    public Planner create(AgentConfig agent) {
      return ModelSettings.of(
              Map.of(
                  "baseUrl",
                  SERVER.baseUrl() + "/v1",
                  "name",
                  "test-model",
                  "style",
                  CallStyle.NATIVE.name(),
                  "timeout",
                  "15s"),
              key -> null,
              key -> null)
          .planner();
    }
  }

  private static String measure(String structure) {
    return Sse.call("measure", "{\"mask\": \"$step1.mask\", \"structure\": \"" + structure + "\"}");
  }

  private static ResponseDefinitionBuilder streamed(String sse) {
    return aResponse().withHeader("Content-Type", "text/event-stream").withBody(sse);
  }

  private static void always(ResponseDefinitionBuilder response) {
    SERVER.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(response));
  }

  /** One reply after the other; the last one again and again. */
  private static void script(ResponseDefinitionBuilder... replies) {
    for (int i = 0; i < replies.length; i++) {
      SERVER.stubFor(
          post(urlEqualTo("/v1/chat/completions"))
              .inScenario("dialogue")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "reply " + i)
              .willSetStateTo("reply " + Math.min(i + 1, replies.length - 1))
              .willReturn(replies[i]));
    }
  }

  private static String lastRequest(int back) {
    return SERVER.getAllServeEvents().get(back).getRequest().getBodyAsString();
  }
}
