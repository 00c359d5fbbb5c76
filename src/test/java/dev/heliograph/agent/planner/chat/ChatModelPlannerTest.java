package dev.heliograph.agent.planner.chat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanProblem;
import dev.heliograph.agent.Planner.PlannerException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat-model planner against a server that speaks the OpenAI protocol. */
class ChatModelPlannerTest {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private final States states = new States();

  @Test
  void aDialogueOfTwoToolsEndsInAnAnswerThatRefersToTheQuantity() {
    reply(Sse.call("segment_organs", "{\"image\": \"$ct\"}"));
    Plan first = proposed(next(CallStyle.NATIVE));
    assertThat(first.steps())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.tool()).isEqualTo("segment_organs");
              assertThat(s.args().path("image").asText()).isEqualTo("$ct");
            });

    states.outcomes = List.of(States.segmented());
    reply(Sse.call("measure_volume", "{\"mask\": \"$seg.mask\", \"structure\": \"liver\"}"));
    Plan second = proposed(next(CallStyle.NATIVE));
    assertThat(second.steps().get(0).id()).isNotEqualTo("seg");

    states.outcomes = List.of(States.segmented(), States.measured());
    reply(Sse.text("The liver measures [[q1]]."));
    assertThat(next(CallStyle.NATIVE)).isEqualTo(new Move.Answer("The liver measures [[q1]]."));
    assertThat(states.draft.toString()).isEqualTo("The liver measures [[q1]].");
    String sent = lastRequest();
    assertThat(sent).contains("\"role\" : \"tool\"").contains("\\\"id\\\":\\\"q1\\\"");
    assertThat(states.calls).hasSize(3).allSatisfy(c -> assertThat(c.outcome()).isEqualTo("ok"));
  }

  @Test
  void twoCallsInOneReplyAreOnePlan() {
    reply(
        Sse.calls(
            "segment_organs",
            "{\"image\": \"$ct\"}",
            "measure_volume",
            "{\"mask\": \"$m.mask\", \"structure\": \"liver\"}"));
    Plan plan = proposed(next(CallStyle.NATIVE));
    assertThat(plan.steps())
        .extracting(Plan.Step::tool)
        .containsExactly("segment_organs", "measure_volume");
    assertThat(plan.steps()).extracting(Plan.Step::id).doesNotHaveDuplicates();
  }

  @Test
  void aWholePlanIsProposedThroughTheMetaTool() {
    reply(
        Sse.call(
            "propose_plan",
            "{\"steps\": [{\"id\": \"seg\", \"tool\": \"segment_organs\", \"args\": {\"image\": \"$ct\"}},"
                + "{\"id\": \"v\", \"tool\": \"measure_volume\", \"args\": {\"mask\": \"$seg.mask\", \"structure\": \"spleen\"}}]}"));
    assertThat(proposed(next(CallStyle.NATIVE)).steps())
        .extracting(Plan.Step::id)
        .containsExactly("seg", "v");
  }

  @Test
  void askingAndRefusingAreMoves() {
    reply(
        Sse.call(
            "ask_user",
            "{\"slot\": \"structure\", \"text\": \"Which organ?\", \"choices\": [\"liver\", \"spleen\"]}"));
    assertThat(next(CallStyle.NATIVE))
        .isInstanceOfSatisfying(Move.Ask.class, a -> assertThat(a.choices()).hasSize(2));
    reply(
        Sse.call(
            "refuse",
            "{\"reason\": \"No tool knows the prostate.\", \"alternatives\": [\"liver volume\"]}"));
    assertThat(next(CallStyle.NATIVE))
        .isEqualTo(new Move.Refuse("No tool knows the prostate.", List.of("liver volume")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"image\": ", "[1, 2]", "nonsense", "{\"image\": \"$ct\"} and more"})
  void aMalformedCallIsItsOwnClass(String arguments) {
    reply(Sse.call("segment_organs", arguments));
    assertThat(next(CallStyle.NATIVE)).isInstanceOf(Move.Malformed.class);
    assertThat(states.draft).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  void aReplyWithoutEndIsCutAndMalformed(CallStyle style) {
    reply(Sse.text("{\"text\": \"" + "la ".repeat(StreamedCall.MAX_CHARACTERS)));
    assertThat(next(style))
        .isInstanceOfSatisfying(
            Move.Malformed.class, m -> assertThat(m.problem()).contains("cut after"));
    reply(Sse.call("segment_organs", "x".repeat(3 * StreamedCall.MAX_CHARACTERS)));
    assertThat(next(style)).isInstanceOf(Move.Malformed.class);
  }

  @Test
  void aPlanThatIsNoPlanIsMalformed() {
    reply(Sse.call("propose_plan", "{\"steps\": [{\"id\": \"Bad Id\", \"tool\": \"x\"}]}"));
    assertThat(next(CallStyle.NATIVE))
        .isInstanceOfSatisfying(
            Move.Malformed.class, m -> assertThat(m.problem()).contains("steps[0].id"));
  }

  @Test
  void anUnknownToolIsProposedForTheCheckerToReject() {
    reply(Sse.call("delete_everything", "{}"));
    assertThat(proposed(next(CallStyle.NATIVE)).steps().get(0).tool())
        .isEqualTo("delete_everything");
  }

  @Test
  void anEmptyReplyIsMalformed() {
    reply(Sse.text(""));
    assertThat(next(CallStyle.NATIVE)).isInstanceOf(Move.Malformed.class);
  }

  @Test
  void modelsWithoutNativeCallsWriteFencedJson() {
    reply(
        Sse.text(
            "I will segment first.\n```json\n{\"tool\": \"segment_organs\", \"args\": {\"image\": \"$ct\"}}\n```"));
    assertThat(proposed(next(CallStyle.FENCED)).steps().get(0).tool()).isEqualTo("segment_organs");
    assertThat(states.draft).isEmpty();
    assertThat(lastRequest()).contains("Reply with JSON.").doesNotContain("\"tools\" :");
    reply(Sse.text("```json\n{\"answer\": \"The liver measures [[q1]].\"}\n```"));
    assertThat(next(CallStyle.FENCED)).isEqualTo(new Move.Answer("The liver measures [[q1]]."));
  }

  @Test
  void jsonStyleIsOneObjectAndProseIsMalformed() {
    reply(Sse.text("{\"refuse\": {\"reason\": \"no image\"}}"));
    assertThat(next(CallStyle.JSON)).isEqualTo(new Move.Refuse("no image", List.of()));
    assertThat(lastRequest()).contains("json_object");
    reply(Sse.text("Sure, I can help."));
    assertThat(next(CallStyle.JSON)).isInstanceOf(Move.Malformed.class);
  }

  @Test
  void rejectionsAndGuardNotesAreShownToTheModel() {
    states.problems =
        List.of(
            new PlanProblem(
                "steps[0].tool", "unknown_tool", "there is no tool 'x'", "use measure_volume"));
    states.guardNotes = List.of("'about 12 cm': nothing measured this");
    reply(Sse.text("Sorry."));
    next(CallStyle.NATIVE);
    assertThat(lastRequest()).contains("there is no tool 'x'").contains("nothing measured this");
  }

  @Test
  void namesAndTagsOfThePatientStayHere() {
    reply(Sse.text("Hello."));
    next(CallStyle.NATIVE);
    assertThat(lastRequest())
        .contains("$ct: CT")
        .doesNotContain("DOE")
        .doesNotContain("ABDOMEN-SECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "429, true, rate",
    "500, true, 5xx",
    "503, true, 5xx",
    "401, false, key",
    "404, false, model",
    "400, false, invalid"
  })
  void aFailingProviderIsNamedWithItsFix(int status, boolean retryable, String words) {
    SERVER.stubFor(
        post(urlEqualTo("/v1/chat/completions"))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withBody("{\"error\": {\"message\": \"secret-echo\"}}")));
    assertThatThrownBy(() -> next(CallStyle.NATIVE))
        .isInstanceOfSatisfying(
            PlannerException.class,
            e -> {
              assertThat(e.retryable()).isEqualTo(retryable);
              assertThat(e).hasMessageContaining(words).hasMessageNotContaining("secret-echo");
              assertThat(e.fix()).isNotBlank();
            });
    assertThat(states.calls)
        .singleElement()
        .satisfies(c -> assertThat(c.outcome()).isEqualTo("failed"));
  }

  @Test
  void aConnectionThatBreaksIsRetryable() {
    SERVER.stubFor(
        post(urlEqualTo("/v1/chat/completions"))
            .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    assertThatThrownBy(() -> next(CallStyle.NATIVE))
        .isInstanceOfSatisfying(PlannerException.class, e -> assertThat(e.retryable()).isTrue());
  }

  @Test
  void aProviderThatDoesNotAnswerTimesOut() {
    stub(streamed(Sse.text("too late")).withFixedDelay(5_000));
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                planner(CallStyle.NATIVE, Duration.ofMillis(400), null)
                    .next(states.asking("hello")))
        .isInstanceOfSatisfying(PlannerException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void stopCutsASlowStreamWithinASecondAndNothingMoreIsDrafted() throws InterruptedException {
    stub(streamed(Sse.text("word ".repeat(200))).withChunkedDribbleDelay(100, 10_000));
    long start = System.nanoTime();
    states.cancelled = () -> System.nanoTime() - start > 1_500_000_000L;
    assertThatThrownBy(() -> next(CallStyle.NATIVE)).isInstanceOf(CancellationException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_500));
    int drafted = states.draft.length();
    assertThat(drafted).isPositive();
    Thread.sleep(400);
    assertThat(states.draft.length()).isEqualTo(drafted);
    assertThat(states.calls)
        .singleElement()
        .satisfies(c -> assertThat(c.outcome()).isEqualTo("cancelled"));
  }

  @Test
  void theKeyIsSentAndNeverShown() {
    reply(Sse.text("Hello."));
    planner(CallStyle.NATIVE, Duration.ofSeconds(5), "sk-secret").next(states.asking("hello"));
    SERVER.verify(
        postRequestedFor(urlEqualTo("/v1/chat/completions"))
            .withHeader(
                "Authorization",
                com.github.tomakehurst.wiremock.client.WireMock.equalTo("Bearer sk-secret")));
    assertThat(settings(CallStyle.NATIVE, Duration.ofSeconds(5), "sk-secret").toString())
        .doesNotContain("sk-secret");
  }

  private Move next(CallStyle style) {
    return planner(style, Duration.ofSeconds(20), null)
        .next(states.asking("How big is the liver?"));
  }

  private static ChatModelPlanner planner(CallStyle style, Duration timeout, @Nullable String key) {
    return settings(style, timeout, key).planner();
  }

  private static ModelSettings settings(CallStyle style, Duration timeout, @Nullable String key) {
    return new ModelSettings(SERVER.baseUrl() + "/v1", "test-model", key, style, 0, timeout);
  }

  private static Plan proposed(Move move) {
    assertThat(move).isInstanceOf(Move.Propose.class);
    return ((Move.Propose) move).plan();
  }

  private static void reply(String sse) {
    stub(streamed(sse));
  }

  private static void stub(ResponseDefinitionBuilder response) {
    SERVER.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(response));
  }

  private static ResponseDefinitionBuilder streamed(String sse) {
    return aResponse().withHeader("Content-Type", "text/event-stream").withBody(sse);
  }

  private static String lastRequest() {
    var requests = SERVER.getAllServeEvents();
    return requests.get(0).getRequest().getBodyAsString();
  }
}
