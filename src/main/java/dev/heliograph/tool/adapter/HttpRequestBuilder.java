package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request of one call, from the {@code runner} section: arguments named in the address go
 * there, those in {@code query} into the query, the others into a JSON body (without one, into the
 * query). A tool that takes images gets {@code multipart/form-data}: the part {@code call} with
 * {@link Sent#json}, and a part for each file.
 */
final class HttpRequestBuilder {

  private final HttpRunner runner;
  private final Duration timeout;

  HttpRequestBuilder(HttpRunner runner, Duration timeout) {
    this.runner = runner;
    this.timeout = timeout;
  }

  HttpRequest request(ObjectNode arguments) {
    ObjectNode left = arguments.deepCopy();
    StringBuilder query = new StringBuilder();
    String path = inPath(left);
    for (String name : runner.query()) {
      query(query, name, left.remove(name));
    }
    if (!runner.hasBody()) {
      left.properties().forEach(e -> query(query, e.getKey(), e.getValue()));
      return to(path + query).method(runner.method(), BodyPublishers.noBody()).build();
    }
    return to(path + query)
        .header("Content-Type", "application/json")
        .method(runner.method(), BodyPublishers.ofString(left.toString()))
        .build();
  }

  HttpRequest request(ObjectNode call, Map<String, Path> files) throws FileNotFoundException {
    String boundary = "heliograph-" + UUID.randomUUID();
    List<BodyPublisher> parts = new ArrayList<>();
    parts.add(
        BodyPublishers.ofString(part(boundary, "call", "", "application/json") + call + "\r\n"));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String name = file.getKey();
      parts.add(
          BodyPublishers.ofString(
              part(boundary, name, "; filename=\"" + name + ".nii.gz\"", "application/gzip")));
      parts.add(BodyPublishers.ofFile(file.getValue()));
      parts.add(BodyPublishers.ofString("\r\n"));
    }
    parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
    return to(inPath(call.withObject("/arguments")))
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .method(runner.method(), BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)))
        .build();
  }

  private HttpRequest.Builder to(String url) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .header("Accept", "application/json, application/gzip, application/x-nifti");
    runner.headers().forEach(request::header);
    return request;
  }

  /** The address with its arguments put in; they are taken out of {@code left}. */
  private String inPath(ObjectNode left) {
    String path = runner.url();
    for (String name : runner.pathArguments()) {
      JsonNode value = left.remove(name);
      path = path.replace("{" + name + "}", value == null ? "" : encoded(value));
    }
    return path;
  }

  private void query(StringBuilder query, String name, @Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isArray()) {
      value.forEach(v -> query(query, name, v));
      return;
    }
    boolean first = query.length() == 0 && runner.url().indexOf('?') < 0;
    query.append(first ? '?' : '&').append(encoded(name)).append('=').append(encoded(value));
  }

  private static String encoded(JsonNode value) {
    return encoded(value.isValueNode() ? value.asText() : value.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String part(String boundary, String name, String more, String type) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + name
        + "\""
        + more
        + "\r\nContent-Type: "
        + type
        + "\r\n\r\n";
  }
}
