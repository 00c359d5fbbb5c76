package dev.heliograph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Gives every test run a state folder of its own, so no test reads or writes the user's. */
public final class TestHome implements ConfigSource {

  private static final Path FOLDER = make();

  private static Path make() {
    try {
      return Files.createTempDirectory("heliograph-test-home");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of("heliograph.home", FOLDER.toString());
  }

  @Override
  public Set<String> getPropertyNames() {
    return getProperties().keySet();
  }

  @Override
  public @Nullable String getValue(String name) {
    return getProperties().get(name);
  }

  @Override
  public String getName() {
    return "test home";
  }

  /** Above the environment, below system properties. */
  @Override
  public int getOrdinal() {
    return 350;
  }
}
