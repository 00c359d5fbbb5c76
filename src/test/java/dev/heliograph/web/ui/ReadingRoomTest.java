package dev.heliograph.web.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.heliograph.study.StudyStore;
import dev.heliograph.tool.ToolRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The main job on the real service: drop a real CT, ask, watch, check a number, stop, come back.
 */
@QuarkusTest
class ReadingRoomTest extends BrowserTest {

  private static final String QUESTION = "How big is the liver, and is the spleen enlarged?";

  @Inject ToolRegistry tools;
  @Inject StudyStore studies;

  @BeforeEach
  void dropTheSampleCt() throws IOException {
    open();
    page.getByLabel("Modality").selectOption("CT");
    drop("ct.nii.gz", Files.readAllBytes(Path.of("samples", "ct-abdomen", "ct.nii.gz")));
    page.locator("hg-readout .at").waitFor();
    assertThat(page.locator("hg-study article[data-selected] .badge")).hasText("CT");
  }

  @AfterEach
  void deleteIt() {
    studies.studies().stream()
        .filter(s -> s.origin().equals("upload") && s.name().equals("ct"))
        .forEach(s -> studies.deleteStudy(s.id()));
  }

  private void needsSegmenter() {
    Assumptions.assumeTrue(
        tools.tools().stream()
            .anyMatch(t -> t.unavailable() == null && t.manifest().provides().contains("liver")),
        "SKIPPED: needs a segmenter of the liver; no registered one can run here");
  }

  @Test
  void aQuestionIsAnsweredWithNumbersThatOpenTheirVoxels() {
    needsSegmenter();
    ask(QUESTION);
    Locator run = lastRun();
    run.locator("hg-plan li[data-state=running]").first().waitFor();
    shot("real-running");
    assertThat(run.locator("hg-answer"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(240_000));
    page.locator("hg-legend ul").waitFor();
    Locator liver = run.locator("hg-chip button[title*='Volume of liver']");
    double[] before = crosshair();
    liver.first().click();
    assertThat(page.locator("hg-readout b")).hasText("liver");
    assertThat(crosshair()).isNotEqualTo(before);
    shot("real-answer");

    page.reload();
    assertThat(lastRun().locator("hg-answer")).isVisible();
    page.locator("hg-legend ul").waitFor();
    shot("real-reloaded");
  }

  @Test
  void escapeStopsARunningTool() {
    needsSegmenter();
    ask(QUESTION);
    Locator run = lastRun();
    run.locator("hg-plan li[data-state=running]").first().waitFor();
    page.keyboard().press("Escape");
    assertThat(run).containsText("Stopped");
    assertThat(run.locator("hg-plan li[data-state=running]")).hasCount(0);
    shot("real-stopped");
  }

  @Test
  void aQuestionWithoutAnOrganIsAskedBackOnce() {
    ask("How big is it?");
    Locator choices = lastRun().locator("hg-choices button");
    choices.first().waitFor();
    shot("real-clarification");
    choices.first().click();
    assertThat(page.locator("hg-run")).hasCount(2);
  }

  @Test
  void aFileThatIsNoImageIsRefusedWithCauseAndFix() {
    drop("letter.nii.gz", "Dear colleague".getBytes(StandardCharsets.UTF_8));
    Locator error = page.locator("hg-upload .error");
    assertThat(error.locator("p").first()).not().isEmpty();
    assertThat(error.locator("p").nth(1)).not().isEmpty();
    shot("real-upload-error");
  }
}
