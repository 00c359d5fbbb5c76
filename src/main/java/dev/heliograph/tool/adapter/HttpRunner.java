package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.ToolMaker.Origin;
import dev.heliograph.tool.ToolManifest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code runner} section of an {@code http} or {@code openapi} tool, checked.
 *
 * @param url the address; may name arguments, {@code https://host/organs/{structure}}
 * @param target the address with its arguments left out, for its host
 * @param method HTTP method
 * @param query arguments that go into the query
 * @param headers what is sent with each call, secrets filled in
 */
record HttpRunner(
    String url, URI target, String method, List<String> query, Map<String, String> headers) {

  private static final Pattern NAMED = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern SECRET = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)\\}");

  HttpRunner {
    query = List.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /**
   * @param environment where secrets come from, by the name that the manifest has
   * @throws IllegalArgumentException if it cannot be used, naming cause and fix
   */
  static HttpRunner of(
      ToolManifest manifest,
      Origin origin,
      Reach reach,
      Function<String, @Nullable String> environment) {
    JsonNode runner = manifest.runner();
    String url = runner.path("url").asText();
    for (String name : names(url)) {
      checkArgument(manifest, name, "runner.url");
    }
    int host = url.indexOf("//") + 2;
    int path = url.indexOf('/', host);
    if (url.indexOf('{') >= 0 && (path < 0 || url.indexOf('{') < path)) {
      throw new IllegalArgumentException("runner.url: an argument cannot name the host");
    }
    URI target = reach.checked(NAMED.matcher(url).replaceAll("x"), origin);
    List<String> query = new ArrayList<>();
    for (JsonNode name : runner.path("query")) {
      checkArgument(manifest, name.asText(), "runner.query");
      query.add(name.asText());
    }
    if (origin == Origin.NETWORK && runner.has("headers")) {
      throw new IllegalArgumentException(
          "runner.headers: a tool registered over the network sends none; the operator's folder can"
              + " define headers with secrets");
    }
    Map<String, String> headers = new TreeMap<>();
    for (Map.Entry<String, JsonNode> e : runner.path("headers").properties()) {
      headers.put(e.getKey(), withSecrets(e.getValue().asText(), environment));
    }
    return new HttpRunner(url, target, runner.path("method").asText("POST"), query, headers);
  }

  /** The arguments that the address names. */
  List<String> pathArguments() {
    return names(url);
  }

  boolean hasBody() {
    return !method.equals("GET") && !method.equals("DELETE");
  }

  /** Host and port, as people read them; never the path, which may hold a key. */
  String where() {
    return target.getHost() + (target.getPort() < 0 ? "" : ":" + target.getPort());
  }

  private static List<String> names(String url) {
    List<String> names = new ArrayList<>();
    Matcher m = NAMED.matcher(url);
    while (m.find()) {
      names.add(m.group(1));
    }
    return names;
  }

  private static void checkArgument(ToolManifest manifest, String name, String at) {
    if (manifest.inputs().stream().noneMatch(p -> p.name().equals(name))) {
      throw new IllegalArgumentException(at + ": '" + name + "' is no input of this tool");
    }
  }

  private static String withSecrets(String value, Function<String, @Nullable String> environment) {
    Matcher m = SECRET.matcher(value);
    StringBuilder filled = new StringBuilder();
    while (m.find()) {
      String secret = environment.apply(m.group(1));
      if (secret == null || secret.isEmpty()) {
        throw new IllegalArgumentException(
            "runner.headers: the environment variable " + m.group(1) + " is not set");
      }
      m.appendReplacement(filled, Matcher.quoteReplacement(secret));
    }
    return m.appendTail(filled).toString();
  }
}
