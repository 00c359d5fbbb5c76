package dev.heliograph.tool.adapter;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockRuntimeInfo;
import com.github.tomakehurst.wiremock.junit5.WireMockTest;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolMaker.Origin;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WireMockTest
class HttpToolTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Geometry GRID = Geometry.axisAligned(4, 3, 2, 1, 1, 2);

  private static final String SCORE =
      """
      name: risk_score
      version: 1.0.0
      title: Risk score
      description: A score of a service.
      input:
        type: object
        required: [age]
        properties:
          age: {type: integer, x-type: Count}
          organ: {type: string, x-type: Structure}
      output:
        type: object
        properties:
          size: {x-type: "Quantity[volume,mL]"}
          note: {type: string, x-type: Text}
      effects: read
      limits: {timeout: 2s}
      runner: {kind: http, url: "URL"MORE}
      """;

  private static final String SEGMENT =
      """
      name: segment_remote
      version: 1.0.0
      title: Segmenter elsewhere
      description: Finds the liver.
      input:
        type: object
        required: [image]
        properties:
          image: {type: string, x-type: Image, x-requires: {modality: [CT]}}
      output:
        type: object
        required: [mask]
        properties:
          mask: {type: string, x-type: "LabelMap[liver]"}
      provides: [liver]
      effects: read
      limits: {timeout: 5s}
      runner: {kind: http, url: "URL"}
      """;

  private final InMemoryContext context = new InMemoryContext();
  private final String base;

  HttpToolTest(WireMockRuntimeInfo server) {
    this.base = server.getHttpBaseUrl();
  }

  @BeforeEach
  void reset() {
    WireMock.reset();
  }

  private Tool tool(String manifest, String url, String more, Origin origin, Reach reach) {
    ToolManifest m = ManifestReader.parse(manifest.replace("URL", url).replace("MORE", more));
    return new HttpToolMaker("http", reach).make(m, origin);
  }

  private Tool operators(String manifest, String path, String more) {
    return tool(manifest, base + path, more, Origin.OPERATOR, new Reach(List.of()));
  }

  private ToolResult call(Tool tool, String arguments) throws IOException {
    return ToolInvoker.call(
        tool,
        new ToolCall(Ids.next(), tool.manifest().id(), (ObjectNode) JSON.readTree(arguments)),
        context);
  }

  private static void answers(String json) {
    WireMock.stubFor(any(anyUrl()).willReturn(okJson(json)));
  }

  @Test
  void numbersGetTheManifestsUnitAndSayWhoComputedThem() throws IOException {
    answers("{\"size\": 12.5, \"note\": \"fine\", \"unpromised\": 99}");
    ToolResult result = call(operators(SCORE, "/score", ""), "{\"age\": 3, \"organ\": \"liver\"}");
    ToolResult.Completed done = (ToolResult.Completed) result;
    assertThat(done.payload().quantities()).hasSize(1);
    var size = done.payload().quantities().get(0);
    assertThat(size.quantity().display()).isEqualTo("12.5 mL");
    assertThat(size.structure()).isEqualTo("liver");
    assertThat(size.evidence().method()).contains("service at localhost");
    assertThat(size.evidence().tool()).isEqualTo("risk_score@1.0.0");
    assertThat(done.payload().outputs().has("unpromised")).isFalse();
    WireMock.verify(
        postRequestedFor(urlEqualTo("/score"))
            .withRequestBody(equalToJson("{\"age\": 3, \"organ\": \"liver\"}")));
  }

  @Test
  void argumentsGoIntoPathAndQuery() throws IOException {
    answers("{\"size\": {\"value\": 1, \"unit\": \"L\"}}");
    Tool tool = operators(SCORE, "/organs/{organ}/x", ", method: GET, query: [age]");
    call(tool, "{\"age\": 3, \"organ\": \"a/b ?&\"}");
    WireMock.verify(getRequestedFor(urlEqualTo("/organs/a%2Fb%20%3F%26/x?age=3")));
  }

  @Test
  void aUnitThatTheManifestDoesNotPromiseFailsTheCall() throws IOException {
    answers("{\"size\": {\"value\": 1, \"unit\": \"mm\"}}");
    ToolResult result = call(operators(SCORE, "/s", ""), "{\"age\": 3}");
    assertThat(((ToolResult.Failed) result).cause()).contains("broke its own manifest");
  }

  @Test
  void whatItRefusesIsRejectedAndWhatFailsIsRetriedOnlyIfThatMayHelp() throws IOException {
    Tool tool = operators(SCORE, "/s", "");
    WireMock.stubFor(any(anyUrl()).willReturn(status(422).withBody("{\"detail\": \"too young\"}")));
    assertThat(((ToolResult.Rejected) call(tool, "{\"age\": 3}")).reason()).contains("too young");
    WireMock.stubFor(any(anyUrl()).willReturn(status(503)));
    assertThat(((ToolResult.Failed) call(tool, "{\"age\": 3}")).retryable()).isTrue();
    WireMock.stubFor(any(anyUrl()).willReturn(status(500)));
    assertThat(((ToolResult.Failed) call(tool, "{\"age\": 3}")).retryable()).isFalse();
    WireMock.stubFor(
        any(anyUrl()).willReturn(status(302).withHeader("Location", "http://127.0.0.1:1/")));
    assertThat(((ToolResult.Failed) call(tool, "{\"age\": 3}")).cause()).contains("302");
  }

  @Test
  void aServiceThatDoesNotAnswerIsLeftAloneForAWhile() throws IOException {
    Tool tool = operators(SCORE, "/s", "");
    WireMock.stubFor(
        any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    for (int i = 0; i < 3; i++) {
      assertThat(tool.unavailable()).isNull();
      assertThat(((ToolResult.Failed) call(tool, "{\"age\": 3}")).retryable()).isTrue();
    }
    assertThat(tool.unavailable()).contains("did not answer 3 times");
  }

  @Test
  void nonsenseAndFloodsFailTheCallOnly() throws IOException {
    Tool tool = operators(SCORE, "/s", "");
    for (String body : List.of("<html>", "[1, 2]", "{\"size\": \"big\"}", "{\"size\": null")) {
      answers(body);
      assertThat(call(tool, "{\"age\": 3}")).as(body).isInstanceOf(ToolResult.Failed.class);
    }
    answers("{\"note\": \"" + "x".repeat(100_000) + "\"}");
    ToolResult.Completed cut = (ToolResult.Completed) call(tool, "{\"age\": 3}");
    assertThat(cut.payload().outputs().path("note").asText()).hasSize(Answered.MAX_TEXT + 1);
  }

  @Test
  void cancelStopsWaiting() throws Exception {
    WireMock.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(5000)));
    Tool tool = operators(SEGMENT.replace("5s", "60s"), "/s", "");
    String image = context.add(new Volume(GRID, new float[24], Unit.HOUNSFIELD));
    Thread stop = new Thread(() -> context.cancelled = true);
    long start = System.nanoTime();
    new Thread(
            () -> {
              try {
                Thread.sleep(300);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              stop.start();
            })
        .start();
    assertThat(call(tool, "{\"image\": \"" + image + "\"}")).isEqualTo(new ToolResult.Cancelled());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void imagesLeaveAsNiftiAndLabelMapsComeBack() throws IOException {
    LabelMap liver = new LabelMap(GRID, labels(1), Map.of(1, "liver"));
    ByteArrayOutputStream nifti = new ByteArrayOutputStream();
    NiftiWriter.writeLabels(liver, nifti);
    Volume ct = new Volume(GRID, new float[24], Unit.HOUNSFIELD);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    NiftiWriter.write(ct, sent);
    String image = context.add(ct);
    String encoded = Base64.getEncoder().encodeToString(nifti.toByteArray());
    answers("{\"mask\": {\"nifti\": \"" + encoded + "\", \"structures\": {\"1\": \"liver\"}}}");
    Tool tool = operators(SEGMENT, "/segment", "");
    check((ToolResult.Completed) call(tool, "{\"image\": \"" + image + "\"}"));
    WireMock.verify(
        postRequestedFor(urlPathEqualTo("/segment"))
            .withRequestBodyPart(
                aMultipart()
                    .withName("call")
                    .withBody(matchingJsonPath("$.files.image[?(@.modality == 'CT')]"))
                    .build())
            .withRequestBodyPart(
                aMultipart()
                    .withName("image")
                    .withBody(binaryEqualTo(sent.toByteArray()))
                    .build()));
    // The file itself may be the answer.
    WireMock.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/gzip")
                    .withBody(nifti.toByteArray())));
    check((ToolResult.Completed) call(tool, "{\"image\": \"" + image + "\"}"));
  }

  private void check(ToolResult.Completed done) {
    Artifact mask = done.payload().artifacts().get(0);
    assertThat(done.payload().outputs().path("mask").asText()).isEqualTo(mask.id());
    assertThat(mask.structures()).containsEntry(1, "liver");
    assertThat(context.labelMap(mask).labels()).containsExactly(labels(1));
  }

  @Test
  void aLabelMapOnAnotherGridOrWithOtherLabelsIsRefused() throws IOException {
    String image = context.add(new Volume(GRID, new float[24], Unit.HOUNSFIELD));
    Tool tool = operators(SEGMENT, "/segment", "");
    Geometry moved = new Geometry(4, 3, 2, new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 5});
    Geometry larger = Geometry.axisAligned(40, 30, 20, 1, 1, 2);
    for (LabelMap bad :
        List.of(
            new LabelMap(moved, labels(1), Map.of(1, "liver")),
            new LabelMap(larger, new short[24_000], Map.of()),
            new LabelMap(GRID, labels(7), Map.of(7, "liver")))) {
      ByteArrayOutputStream nifti = new ByteArrayOutputStream();
      NiftiWriter.writeLabels(bad, nifti);
      WireMock.stubFor(
          any(anyUrl())
              .willReturn(
                  aResponse()
                      .withHeader("Content-Type", "application/gzip")
                      .withBody(nifti.toByteArray())));
      ToolResult result = call(tool, "{\"image\": \"" + image + "\"}");
      assertThat(((ToolResult.Failed) result).cause()).contains("broke its own manifest");
    }
  }

  @Test
  void registeredToolsMayOnlyBeWhereTheOperatorAllows() {
    Reach reach = new Reach(List.of());
    for (String url :
        List.of(
            base + "/s",
            "http://127.0.0.1/s",
            "http://[::1]/s",
            "http://169.254.169.254/latest",
            "http://10.0.0.1/s",
            "http://[fd00::1]/s",
            "http://[::ffff:127.0.0.1]/s",
            "http://0.0.0.0/s",
            "http://100.64.0.1/s")) {
      assertThatThrownBy(() -> tool(SCORE, url, "", Origin.NETWORK, reach))
          .as(url)
          .hasMessageContaining("heliograph.tools.hosts");
    }
    for (String url :
        List.of("file:///etc/passwd", "ftp://x/y", "http://u:p@8.8.8.8/", "http://{organ}/")) {
      assertThatThrownBy(() -> tool(SCORE, url, "", Origin.NETWORK, reach))
          .as(url)
          .hasMessageContaining("runner.url");
    }
    assertThatThrownBy(
            () ->
                tool(
                    SCORE,
                    "http://8.8.8.8/s",
                    ", headers: {X: \"${HOME}\"}",
                    Origin.NETWORK,
                    reach))
        .hasMessageContaining("runner.headers");
    String listed = base.substring("http://".length());
    assertThat(tool(SCORE, base + "/s", "", Origin.NETWORK, new Reach(List.of(listed))))
        .isNotNull();
  }

  @Test
  void secretsComeFromTheEnvironmentByName() {
    ToolManifest m =
        ManifestReader.parse(
            SCORE
                .replace("URL", base)
                .replace("MORE", ", headers: {Authorization: \"Bearer ${MY_KEY}\"}"));
    Reach reach = new Reach(List.of());
    HttpRunner runner = HttpRunner.of(m, Origin.OPERATOR, reach, Map.of("MY_KEY", "s3cret")::get);
    assertThat(runner.headers()).containsEntry("Authorization", "Bearer s3cret");
    assertThatThrownBy(() -> HttpRunner.of(m, Origin.OPERATOR, reach, name -> null))
        .hasMessageContaining("MY_KEY is not set");
  }

  private static short[] labels(int label) {
    short[] labels = new short[24];
    labels[5] = (short) label;
    labels[6] = (short) label;
    return labels;
  }
}
