package dev.heliograph.tool.builtin;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.format.picture.PictureReader;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Sessions;
import dev.heliograph.testing.RealData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Pictures of several kinds, none of which entered a training; tests that want one skip aloud
 * without it.
 */
final class RealPictures {

  static final Models MODELS = new Models(Path.of("models"), Path.of("nothing-is-pulled"));
  static final Sessions SESSIONS = new Sessions(MODELS, 1, Duration.ofMinutes(1));

  private RealPictures() {}

  static Picture read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return PictureReader.read(in, -1, ReadLimits.standard());
    }
  }

  static Picture chest() throws IOException {
    return mednist("CXR");
  }

  /** The first file of a folder of MedNIST: the split holds it out. */
  static Picture mednist(String folder) throws IOException {
    try (var files = Files.list(RealData.require("modality/" + folder))) {
      return read(files.sorted().findFirst().orElseThrow());
    }
  }

  static Picture smear() throws IOException {
    return read(RealData.require("blood-cells/images/" + heldOutSmears().get(0) + ".jpg"));
  }

  static List<String> heldOutSmears() throws IOException {
    return Files.readAllLines(RealData.require("blood-cells/val.txt"));
  }
}
