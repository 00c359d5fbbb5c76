package dev.heliograph.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data sets for development, which are not part of the project. */
public final class RealData {

  private RealData() {}

  /**
   * A file or folder below {@code $HELIOGRAPH_DATA} (default {@code ../shared/data} from the
   * project's root); skips the test aloud if it is not there.
   */
  public static Path require(String relative) {
    String home = System.getenv("HELIOGRAPH_DATA");
    Path path = Path.of(home == null || home.isBlank() ? "../shared/data" : home, relative);
    Assumptions.assumeTrue(
        Files.exists(path),
        () -> "SKIPPED: needs " + relative + " below $HELIOGRAPH_DATA; " + path + " is not there");
    return path;
  }
}
