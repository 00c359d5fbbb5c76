package dev.heliograph.agent.planner.chat;

import dev.heliograph.agent.Planner.PlannerException;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a chat model.
 *
 * @param baseUrl address of an OpenAI-compatible API, ending in {@code /v1} for most servers
 * @param name the model's name there
 * @param key the key, or null where the server wants none; never logged
 * @param style how the model states its calls
 * @param temperature 0 for the most repeatable answers
 * @param timeout longest time one reply may take
 */
public record ModelSettings(
    String baseUrl,
    String name,
    @Nullable String key,
    CallStyle style,
    double temperature,
    Duration timeout) {

  private static final Set<String> KEYS =
      Set.of("baseUrl", "name", "apiKeyEnv", "style", "temperature", "timeout");

  /**
   * @param agent the {@code model} section of an agent's configuration
   * @param configuration values of {@code heliograph.model.*}, asked for by their last part: {@code
   *     base-url}
   * @param environment environment variables, for {@code apiKeyEnv}
   * @throws PlannerException naming what is missing or wrong, and how to set it
   */
  public static ModelSettings of(
      Map<String, String> agent,
      Function<String, @Nullable String> configuration,
      Function<String, @Nullable String> environment) {
    for (String key : agent.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(
            "the agent's model has an unknown setting '" + key + "'",
            "the settings are " + KEYS.stream().sorted().toList());
      }
    }
    String baseUrl = setting(agent, "baseUrl", configuration.apply("base-url"));
    String name = setting(agent, "name", configuration.apply("name"));
    if (baseUrl == null || name == null) {
      throw wrong(
          "no chat model is configured for this agent",
          "set HELIOGRAPH_MODEL_BASE_URL and HELIOGRAPH_MODEL_NAME (and HELIOGRAPH_MODEL_KEY where the server wants one), or choose the agent 'default'");
    }
    if (!baseUrl.matches("https?://[^\\s/]+.*")) {
      throw wrong(
          "the model's base URL is no http(s) address",
          "give an address such as http://localhost:8000/v1");
    }
    URI.create(baseUrl);
    String keyVariable = agent.get("apiKeyEnv");
    String key = keyVariable == null ? configuration.apply("key") : environment.apply(keyVariable);
    if (keyVariable != null && key == null) {
      throw wrong(
          "the environment variable "
              + keyVariable
              + " that should hold the model's key is not set",
          "set it and start the service again");
    }
    String style = setting(agent, "style", configuration.apply("style"));
    String temperature = setting(agent, "temperature", configuration.apply("temperature"));
    String timeout = setting(agent, "timeout", configuration.apply("timeout"));
    try {
      return new ModelSettings(
          baseUrl,
          name,
          key,
          style == null ? CallStyle.NATIVE : CallStyle.of(style),
          temperature == null ? 0 : Double.parseDouble(temperature),
          timeout == null ? Duration.ofMinutes(2) : Duration.parse("PT" + timeout));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw wrong(
          "a setting of the model cannot be read: " + e.getMessage(),
          "style is native, json or fenced; temperature a number; timeout such as 120s");
    }
  }

  /** A planner on this model. HTTP/1.1, because local servers' HTTP/2 upgrades hang. */
  public ChatModelPlanner planner() {
    OpenAiStreamingChatModel model =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(
                new JdkHttpClientBuilder()
                    .httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                    .connectTimeout(Duration.ofSeconds(10))
                    .readTimeout(timeout))
            .baseUrl(baseUrl)
            .modelName(name)
            .apiKey(key)
            .temperature(temperature)
            .build();
    return new ChatModelPlanner(name, model, style, timeout);
  }

  @Override
  public String toString() {
    return name + " at " + baseUrl + (key == null ? "" : " (with a key)");
  }

  private static @Nullable String setting(
      Map<String, String> agent, String key, @Nullable String otherwise) {
    String value = agent.get(key);
    return value == null || value.isBlank() ? otherwise : value;
  }

  private static PlannerException wrong(String cause, String fix) {
    return new PlannerException(cause, fix, false);
  }
}
