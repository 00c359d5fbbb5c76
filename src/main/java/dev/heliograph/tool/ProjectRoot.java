package dev.heliograph.tool;

import java.nio.file.Path;

/**
 * Where {@code tools/}, {@code models/}, {@code agents/} and {@code samples/} are: the system
 * property {@code heliograph.root}, which the launcher sets, or the working directory.
 */
public final class ProjectRoot {

  private ProjectRoot() {}

  public static Path path() {
    return Path.of(System.getProperty("heliograph.root", "")).toAbsolutePath().normalize();
  }
}
