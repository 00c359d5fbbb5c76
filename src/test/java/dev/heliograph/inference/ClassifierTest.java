package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * The shipped classifiers against numbers that PyTorch's resizing and ONNX Runtime in Python gave.
 */
class ClassifierTest {

  private static final Monitor QUIET = new ObeliskRealDataTest.Stop();
  private final Models models = new Models(Path.of("models"), Path.of("nothing-is-pulled"));
  private final Classifier classifier =
      new Classifier(new Sessions(models, 1, Duration.ofMinutes(1)), models);

  private double[] probabilities(String name, Raster raster) throws IOException {
    ModelCard card = models.card(name);
    return classifier.probabilities(card, Objects.requireNonNull(card.picture()), raster, QUIET);
  }

  private static Raster grey(int width, int height, int[] values) {
    int[] rgb = new int[values.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = values[i] << 16 | values[i] << 8 | values[i];
    }
    return new Raster(width, height, rgb);
  }

  private static Raster drawn() {
    int[] values = new int[90 * 70];
    for (int y = 0; y < 70; y++) {
      for (int x = 0; x < 90; x++) {
        values[y * 90 + x] = 40 + (x * x + 3 * y * y) / 40 % 150;
      }
    }
    return grey(90, 70, values);
  }

  @Test
  void aDrawnPictureGivesThePythonReference() throws IOException {
    assertThat(probabilities("modality", drawn())[6]).isCloseTo(0.999918, within(1e-4));
    assertThat(probabilities("pneumonia", drawn())[1]).isCloseTo(0.979318, within(1e-3));
  }

  @Test
  void realChestXRaysGiveThePythonReference() throws IOException {
    double[] pneumonia = {
      0.99793, 0.96623, 0.99941, 0.0008, 0.99644, 0.99328, 0.9911, 0.07635, 0.99909, 0.52796,
      0.99786, 0.0055, 0.98978, 0.99802, 0.30132, 0.99979, 0.92364, 0.99592, 0.99578, 0.99749,
      0.98114, 0.95355, 0.01316, 0.99935
    };
    double[] chest = {0.99848, 0.99959, 0.99985, 0.99997, 0.99979, 0.99489, 0.99998, 1.0};
    byte[] values = heldOut();
    for (int n = 0; n < pneumonia.length; n++) {
      int[] picture = new int[28 * 28];
      for (int i = 0; i < picture.length; i++) {
        picture[i] = values[n * 28 * 28 + i] & 0xff;
      }
      Raster raster = grey(28, 28, picture);
      assertThat(probabilities("pneumonia", raster)[1]).isCloseTo(pneumonia[n], within(1e-3));
      if (n < chest.length) {
        assertThat(probabilities("modality", raster)[4]).isCloseTo(chest[n], within(1e-3));
        assertThat(classifier.classify(models.card("pneumonia"), raster, QUIET).of(label()))
            .isCloseTo(pneumonia[n], within(1e-3));
      }
    }
  }

  private ModelCard.Label label() throws IOException {
    return models.card("pneumonia").label("pneumonia").orElseThrow();
  }

  /** val_images of the file: a NumPy array of bytes behind a header of 128 bytes. */
  private static byte[] heldOut() throws IOException {
    Path file = RealData.require("pneumonia/pneumonia28.npz");
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        if (e.getName().equals("val_images.npy")) {
          zip.skipNBytes(128);
          return zip.readAllBytes();
        }
      }
    }
    throw new IOException("there is no val_images in " + file);
  }

  @Test
  void whatIsNoChestXRayIsRefusedByTheGate() throws IOException {
    ModelCard card = models.card("pneumonia");
    assertThatThrownBy(() -> classifier.classify(card, drawn(), QUIET))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("takes it for “other”");
    Raster red = new Raster(2, 2, new int[] {0xff0000, 0xe00000, 0xf01010, 0xff2020});
    assertThatThrownBy(() -> classifier.classify(card, red, QUIET))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("colour picture");
  }

  @Test
  void softmaxWithItsTemperatureIsTheFormula() {
    double[] p = Classifier.softmax(new float[] {1, 3}, 2);
    assertThat(p[1]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
    assertThat(p[0] + p[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void resizingKeepsAConstantAndAveragesWhatItShrinks() {
    float[] flat = new float[7 * 5];
    java.util.Arrays.fill(flat, 0.25f);
    for (float v : Shrink.resize(flat, 7, new int[] {0, 0, 7, 5}, 3, 9)) {
      assertThat(v).isCloseTo(0.25f, within(1e-6f));
    }
    // Halving weighs four pixels 1, 3, 3, 1; at the border the outer one is missing.
    float[] half = Shrink.resize(new float[] {0, 0, 8, 0, 0, 0}, 6, new int[] {0, 0, 6, 1}, 3, 1);
    assertThat(half[0]).isCloseTo(8f / 7, within(1e-6f));
    assertThat(half[1]).isCloseTo(3f, within(1e-6f));
    assertThat(half[2]).isCloseTo(0f, within(1e-6f));
  }
}
