package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.FormatException;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolMaker.Origin;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A tool behind an HTTP address ({@code http}, {@code openapi}). It answers with JSON as {@link
 * Answered} reads it, or, if its only label map is the answer, with the NIfTI file. Redirects are
 * not followed; an answer may have {@value #MAX_ANSWER} bytes.
 */
final class HttpTool implements Tool {

  static final int MAX_ANSWER = 64 << 20;
  private static final int MAX_REASON = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ToolManifest manifest;
  private final HttpRunner runner;
  private final HttpClient client;
  private final Reach reach;
  private final Origin origin;
  private final Health health = new Health();

  HttpTool(
      ToolManifest manifest, HttpRunner runner, HttpClient client, Reach reach, Origin origin) {
    this.manifest = manifest;
    this.runner = runner;
    this.client = client;
    this.reach = reach;
    this.origin = origin;
  }

  @Override
  public ToolManifest manifest() {
    return manifest;
  }

  @Override
  public @Nullable String unavailable() {
    return health.down();
  }

  @Override
  public ToolResult call(ToolCall call, ToolContext context) throws Exception {
    if (origin == Origin.NETWORK) {
      reach.checkReachable(runner.target());
    }
    HttpRequestBuilder builder = new HttpRequestBuilder(runner, manifest.limits().timeout());
    if (!Sent.takesFiles(manifest)) {
      return send(builder.request(call.arguments()), call.arguments(), null, context);
    }
    Sent sent = new Sent(manifest, call.arguments(), context);
    Path folder = Files.createTempDirectory("heliograph-call");
    try {
      context.progress(0, "sending the image");
      HttpRequest request = builder.request(sent.json(), sent.write(folder));
      return send(request, call.arguments(), sent.image().orElse(null), context);
    } finally {
      Folders.delete(folder);
    }
  }

  private ToolResult send(
      HttpRequest request, ObjectNode arguments, @Nullable Image image, ToolContext context)
      throws Exception {
    HttpResponse<InputStream> response;
    try {
      response = await(request, context);
    } catch (IOException e) {
      health.failed(e.getClass().getSimpleName());
      return new ToolResult.Failed(
          manifest.id() + ": " + runner.where() + " did not answer (" + e.getMessage() + ")", true);
    }
    health.reached();
    try (InputStream body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        return refused(response.statusCode(), text(body, MAX_REASON * 4));
      }
      LabelFiles labels = new LabelFiles(manifest, image, context);
      Answered answered =
          new Answered(
              manifest, arguments, image, labels, "computed by the service at " + runner.where());
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (type.startsWith("application/gzip") || type.startsWith("application/x-nifti")) {
        return file(body, labels, answered);
      }
      return answered.result(json(text(body, MAX_ANSWER)));
    } catch (FormatException | IllegalArgumentException e) {
      return Answered.broken(manifest, e.getMessage());
    }
  }

  private HttpResponse<InputStream> await(HttpRequest request, ToolContext context)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    while (true) {
      try {
        return answer.get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (context.cancelled()) {
          answer.cancel(true);
          throw new ToolContext.CancelledException();
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (InterruptedException e) {
        answer.cancel(true);
        throw e;
      }
    }
  }

  private ToolResult file(InputStream body, LabelFiles labels, Answered answered)
      throws IOException {
    List<Port> maps =
        manifest.outputs().stream().filter(p -> p.type().name().equals("LabelMap")).toList();
    if (maps.size() != 1) {
      throw new IllegalArgumentException("it answers with a file, and has no single label map");
    }
    answered.labelMap(
        maps.get(0).name(), labels.read(body, -1, manifest.runner().path("structures")));
    return answered.result(JSON.createObjectNode());
  }

  /** An answer that is a bare value stands for the only output. */
  private JsonNode json(String text) {
    JsonNode answer;
    try {
      answer = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
    return answer.isObject() || manifest.outputs().size() != 1
        ? answer
        : JSON.createObjectNode().set(manifest.outputs().get(0).name(), answer);
  }

  private ToolResult refused(int status, String body) {
    String why = Answered.cut(reason(body), MAX_REASON);
    String cause = manifest.id() + ": " + runner.where() + " answered with status " + status + why;
    if (status == 400 || status == 404 || status == 422) {
      return new ToolResult.Rejected(cause, "change the input as the tool's service says");
    }
    return new ToolResult.Failed(cause, status == 429 || status >= 502 && status <= 504);
  }

  private static String reason(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      for (String field : List.of("detail", "message", "error", "title")) {
        JsonNode said = json.path(field);
        if (!said.isMissingNode() && !said.isNull()) {
          return ": " + (said.isTextual() ? said.asText() : said.toString());
        }
      }
      return "";
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static String text(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IllegalArgumentException("its answer is longer than " + most + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
