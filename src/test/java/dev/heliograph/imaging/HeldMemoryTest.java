package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No operation holds more than twice its input plus its output: each runs in a virtual machine
 * whose heap ends there. The input's and output's bytes count as the service holds them: 2 a voxel
 * of labels, 4 of an image.
 */
class HeldMemoryTest {

  private static final int NX = 256;
  private static final int NY = 256;
  private static final int NZ = 160;

  /**
   * Classes, tables that do not grow with the grid, and what a collector needs to turn round in.
   */
  private static final long FIXED_MB = 12;

  /**
   * @param input bytes a voxel of all inputs
   * @param output bytes a voxel of the result
   */
  @ParameterizedTest
  @CsvSource({
    "dice, 4, 0",
    "surface-dice, 4, 0",
    "statistics, 6, 0",
    "components, 2, 2",
    "distance, 2, 4",
    "resample, 4, 1.2",
    "recist, 2, 0",
    "holes, 2, 2",
    "dilate, 2, 2",
    "open, 2, 2",
    // Distances in 4 bytes a voxel beside labels in 2: within twice of input and output together.
    "watershed, 2, 4",
  })
  void runsWithTwiceItsInputAndItsOutput(String operation, double input, double output)
      throws IOException, InterruptedException {
    long mb = (long) ((2 * input + output) * NX * NY * NZ / (1 << 20)) + FIXED_MB;
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + mb + "m",
                "-Xmx" + mb + "m",
                // A small nursery: large arrays may use the rest.
                "-Xmn4m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heliograph.bench.Large",
                "" + NX,
                "" + NY,
                "" + NZ,
                operation)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("in %d MB: %s", mb, said).isZero();
    assertThat(said).contains(operation + ": done");
  }
}
