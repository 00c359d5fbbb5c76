package dev.heliograph.tool.adapter;

import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolMaker;
import dev.heliograph.tool.ToolManifest;
import java.net.http.HttpClient;
import java.time.Duration;

/** Tools behind an HTTP address: one maker for each kind of manifest that describes one. */
class HttpToolMaker implements ToolMaker {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final String kind;
  private final Reach reach;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  HttpToolMaker(String kind, Reach reach) {
    this.kind = kind;
    this.reach = reach;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public boolean remote() {
    return true;
  }

  @Override
  public Tool make(ToolManifest manifest, Origin origin) {
    return new HttpTool(
        manifest, HttpRunner.of(manifest, origin, reach, System::getenv), client, reach, origin);
  }
}
