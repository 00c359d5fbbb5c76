package dev.heliograph.web.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.heliograph.study.StudyStore;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures: what is on the screen is what is in the file, and a number's box lies where it says.
 */
@QuarkusTest
class PictureTest extends BrowserTest {

  private static final String PICTURE_STUDY =
      """
      {"id": "S1", "name": "Chest", "createdAt": "2026-11-24T12:00:00Z", "origin": "upload", "warnings": [],
       "images": [{"id": "I1", "name": "chest.png", "kind": "picture", "modality": {"value": "DX", "source": "user"},
         "geometry": {"size": [400, 300, 1], "spacingMm": [1, 1, 1]}, "mediaType": "image/png", "bytes": 1000, "warnings": []}]}
      """;

  @Inject StudyStore studies;

  /** 400 × 300, blue, with a red rectangle at (100, 60) of 80 × 40. */
  private static Path png(Path folder) throws IOException {
    BufferedImage picture = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(Color.BLUE);
    g.fillRect(0, 0, 400, 300);
    g.setColor(Color.RED);
    g.fillRect(100, 60, 80, 40);
    g.dispose();
    Path file = folder.resolve("chest.png");
    ImageIO.write(picture, "png", file.toFile());
    return file;
  }

  /** The colour on the screen where the picture's pixel (x, y) is. */
  private Color onScreen(double x, double y) throws IOException {
    BoundingBox svg = page.locator("hg-picture svg").boundingBox();
    double scale = Math.min(svg.width / 400, svg.height / 300);
    double left = svg.x + (svg.width - 400 * scale) / 2;
    double top = svg.y + (svg.height - 300 * scale) / 2;
    BufferedImage screen = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
    return new Color(
        screen.getRGB(
            (int) Math.round(left + (x + 0.5) * scale), (int) Math.round(top + (y + 0.5) * scale)));
  }

  @Test
  void aDroppedPictureIsShownUprightAndWhole(@TempDir Path folder) throws Exception {
    open();
    page.getByLabel("Modality").selectOption("DX");
    page.waitForResponse(
        response -> response.url().contains("/api/images/"),
        () -> {
          try {
            drop("chest.png", Files.readAllBytes(png(folder)));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    Locator svg = page.locator("hg-picture svg");
    assertThat(svg).hasAttribute("aria-label", "DX picture chest, 400 × 300 pixels");
    assertThat(page.locator("hg-readout")).containsText("400 × 300");
    assertThat(page.locator("hg-viewer-bar button")).hasCount(0);
    page.waitForCondition(
        () -> {
          try {
            return onScreen(140, 80).equals(Color.RED);
          } catch (IOException e) {
            return false;
          }
        });
    // All four corners of the rectangle, from inside and from outside.
    assertThat(onScreen(102, 62)).isEqualTo(Color.RED);
    assertThat(onScreen(177, 97)).isEqualTo(Color.RED);
    assertThat(onScreen(97, 62)).isEqualTo(Color.BLUE);
    assertThat(onScreen(177, 103)).isEqualTo(Color.BLUE);
    assertThat(onScreen(3, 3)).isEqualTo(Color.BLUE);
    assertThat(onScreen(396, 296)).isEqualTo(Color.BLUE);
    shot("picture");
    studies.studies().stream()
        .filter(s -> s.name().equals("chest"))
        .forEach(s -> studies.deleteStudy(s.id()));
  }

  @Test
  void aNumberMarksItsBoxInThePicture(@TempDir Path folder) throws Exception {
    FakeApi api = new FakeApi(page).studies("[" + PICTURE_STUDY + "]").image(png(folder));
    open();
    page.locator("hg-study .choose").click();
    page.locator("hg-picture svg").waitFor();
    ask("How big is the finding?");
    api.event("run_started", Recorded.STARTED)
        .event(
            "answer",
            """
            {"text": "It covers 3200 pixels.", "segments": [{"text": "It covers "}, {"quantity": "q1", "display": "3200"}, {"text": " pixels."}],
             "quantities": [{"id": "q1", "output": "count", "kind": "count", "value": 3200, "unit": "1", "display": "3200", "bound": "exact",
               "evidence": {"image": "I1", "box": {"min": [100, 60, 0], "max": [179, 99, 0]}, "method": "pixels counted", "tool": "count@1.0.0"}}],
             "withheld": []}
            """);
    page.locator("hg-chip button[data-quantity=q1]").click();
    Locator box = page.locator("hg-picture rect");
    assertThat(box).hasAttribute("x", "100");
    assertThat(box).hasAttribute("y", "60");
    assertThat(box).hasAttribute("width", "80");
    assertThat(box).hasAttribute("height", "40");
    assertThat(page.locator("hg-picture svg"))
        .hasAttribute("aria-label", "DX picture chest.png, 400 × 300 pixels, one box marked");
    shot("picture-number");
  }
}
