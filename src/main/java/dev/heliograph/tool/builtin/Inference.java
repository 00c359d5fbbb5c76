package dev.heliograph.tool.builtin;

import dev.heliograph.inference.Classifier;
import dev.heliograph.inference.Detector;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Segmenter;
import dev.heliograph.inference.Sessions;
import dev.heliograph.tool.ProjectRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The process's models and networks, made when first asked for. Tools are made by name, not
 * injected; so this is where they find what they share.
 *
 * <p>Settings: {@code heliograph.home} (pulled weights are in its {@code models/}), {@code
 * heliograph.inference.threads} (one less than the cores), {@code heliograph.inference.idle} (an
 * unused network is released after it, 30 seconds, ISO-8601), {@code heliograph.models.licence}
 * ({@code permissive} turns off models that forbid commercial use).
 */
public final class Inference {

  private static final class Shared {
    static final Models MODELS =
        new Models(ProjectRoot.path().resolve("models"), home().resolve("models"));
    static final Sessions SESSIONS =
        new Sessions(
            MODELS,
            config()
                .getOptionalValue("heliograph.inference.threads", Integer.class)
                .orElse(Sessions.defaultThreads()),
            setting("heliograph.inference.idle")
                .map(Duration::parse)
                .orElse(Duration.ofSeconds(30)));
    static final Segmenter SEGMENTER = new Segmenter(SESSIONS);
    static final Classifier CLASSIFIER = new Classifier(SESSIONS, MODELS);
    static final Detector DETECTOR = new Detector(SESSIONS);
  }

  private Inference() {}

  /** Stops the network that runs: the process is about to end, and native code must have. */
  public static void close() {
    Shared.SESSIONS.close();
  }

  public static Models models() {
    return Shared.MODELS;
  }

  static Segmenter segmenter() {
    return Shared.SEGMENTER;
  }

  static Classifier classifier() {
    return Shared.CLASSIFIER;
  }

  static Detector detector() {
    return Shared.DETECTOR;
  }

  /** Whether the operator allows only models that permit commercial use. */
  static boolean permissiveOnly() {
    return setting("heliograph.models.licence").map("permissive"::equals).orElse(false);
  }

  private static Path home() {
    return setting("heliograph.home")
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".heliograph"))
        .toAbsolutePath()
        .normalize();
  }

  private static Optional<String> setting(String key) {
    return config().getOptionalValue(key, String.class);
  }

  private static Config config() {
    return ConfigProvider.getConfig();
  }
}
