package dev.heliograph.store;

import java.nio.file.Path;

/**
 * The folder that holds all state of a service: {@code heliograph.home}, in the environment {@code
 * HELIOGRAPH_HOME}, else {@code .heliograph} in the user's home.
 */
public record Home(Path path) {

  /**
   * @param configured the configured folder, or empty for the default
   */
  public static Home of(String configured) {
    Path path =
        configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".heliograph")
            : Path.of(configured);
    return new Home(path.toAbsolutePath().normalize());
  }

  /** Content-addressed files. */
  public Path blobs() {
    return path.resolve("blobs");
  }

  /** The embedded database, without its suffix. */
  public Path database() {
    return path.resolve("db").resolve("heliograph");
  }

  /** Says where the service that uses this folder listens. */
  public Path serverFile() {
    return path.resolve("server.json");
  }
}
