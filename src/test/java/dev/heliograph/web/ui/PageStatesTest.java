package dev.heliograph.web.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every state of the page, from recorded events over the real sample CT. */
@QuarkusTest
class PageStatesTest extends BrowserTest {

  private static final String QUESTION = "How big is the liver, and is the spleen enlarged?";

  private FakeApi running() {
    FakeApi api = new FakeApi(page);
    open();
    choose("Abdominal CT");
    ask(QUESTION);
    return api.event("run_started", Recorded.STARTED);
  }

  private FakeApi answered() {
    FakeApi api =
        running()
            .event("plan_proposed", Recorded.PROPOSED)
            .event("tool_started", Recorded.SEGMENTING)
            .event("tool_finished", Recorded.SEGMENTED)
            .event("tool_finished", Recorded.CUT)
            .event("answer", Recorded.ANSWER);
    lastRun().locator("hg-answer").waitFor();
    page.locator("hg-legend ul").waitFor();
    return api;
  }

  private Locator chip(String quantity) {
    return page.locator("hg-chip button[data-quantity=" + quantity + "]");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void anEmptyServiceSaysWhatToDo() {
    new FakeApi(page).studies("[]");
    open();
    assertThat(page.locator("hg-studies .empty")).containsText("Drop a NIfTI file");
    assertThat(page.locator("header")).containsText("Research use only");
    assertThat(page.getByLabel("Your question")).isDisabled();
    shot("empty");
  }

  @Test
  void suggestionsFitTheStudyAndTheTools() {
    new FakeApi(page);
    open();
    choose("Abdominal CT");
    assertThat(page.locator("hg-suggestions li"))
        .hasText(new String[] {"How big is the liver?", "Segment the abdominal organs"});
    shot("study");
  }

  @Test
  void stepsLightUpWhileTheyRunAndTheStreamResumesWhereItBroke() {
    FakeApi api =
        running()
            .event("plan_proposed", Recorded.PROPOSED)
            .event("tool_started", Recorded.SEGMENTING)
            .event("tool_progress", Recorded.HALF);
    Locator first = lastRun().locator("hg-plan li").first();
    assertThat(first).hasAttribute("data-state", "running");
    assertThat(first).containsText("patch 4 of 8");
    assertThat(lastRun().locator("progress")).hasJSProperty("value", 0.5);
    assertThat(lastRun().locator("hg-plan li").nth(1)).hasAttribute("data-state", "waiting");
    shot("running");
    api.event("tool_finished", Recorded.SEGMENTED);
    assertThat(first).hasAttribute("data-state", "done");
    // Each event came over a connection of its own, and none was shown twice.
    assertThat(lastRun().locator("hg-plan li")).hasCount(3);
  }

  @Test
  void aNumberOpensTheVoxelsItCameFrom() {
    answered();
    double[] before = crosshair();
    chip("q1").click();
    assertThat(page.locator("hg-readout b")).hasText("liver");
    assertThat(chip("q1")).hasAttribute("aria-pressed", "true");
    // The box (37, 25, 69) to (104, 86, 111) in millimetres, by the CT's affine.
    assertThat(crosshair()).isNotEqualTo(before);
    assertThat(crosshair()[0]).isBetween(-67.0, 134.1);
    assertThat(crosshair()[1]).isBetween(86.3, 269.4);
    assertThat(crosshair()[2]).isBetween(301.2, 427.4);
    assertThat(legend("Liver")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("canvas"))
        .hasAttribute("aria-label", Pattern.compile("Masks shown:.*liver"));
    shot("number-liver");

    chip("q3").click();
    assertThat(legend("Spleen")).hasAttribute("aria-pressed", "true");
    assertThat(crosshair()).containsExactly(new double[] {-100.5, 124.5, 379.3}, offset(1.6));
    shot("number-diameter");
  }

  private Locator legend(String name) {
    return page.locator("hg-legend li button", new Page.LocatorOptions().setHasText(name));
  }

  @Test
  void aNumberSaysHowItWasMadeAndHowSureItIs() {
    answered();
    assertThat(chip("q2")).hasText("≥ 261 mL");
    assertThat(chip("q2"))
        .hasAttribute(
            "title",
            Pattern.compile("lower bound.*voxel count.*measure_volume@1.2.0", Pattern.DOTALL));
    assertThat(chip("q4"))
        .hasAttribute("title", Pattern.compile("not measured.*Prassopoulos 1997", Pattern.DOTALL));
    assertThat(lastRun().locator(".warnings")).containsText("touches the top edge");
    assertThat(lastRun().locator("hg-answer .withheld")).containsText("no tool returned");
    shot("answer");
  }

  @Test
  void labelsCanBeHiddenAndWindowsChosen() {
    answered();
    page.getByLabel("Show Liver").uncheck();
    chip("q2").click();
    assertThat(page.locator("canvas")).not().hasAttribute("aria-label", Pattern.compile("liver"));
    button("Bone").click();
    assertThat(button("Bone")).hasAttribute("aria-pressed", "true");
    button("Coronal").click();
    assertThat(page.locator("canvas")).hasAttribute("aria-label", Pattern.compile("coronal view"));
    shot("coronal-bone");
  }

  @Test
  void theArrowKeysMoveTheCrosshairByOneVoxel() {
    new FakeApi(page);
    open();
    choose("Abdominal CT");
    page.locator("canvas").focus();
    double[] middle = crosshair();
    page.keyboard().press("PageUp"); // from between two voxels to the middle of one
    assertThat(page.locator("hg-readout .at")).not().hasAttribute("data-mm", text(middle));
    double[] before = crosshair();
    page.keyboard().press("PageUp");
    assertThat(page.locator("hg-readout .at")).not().hasAttribute("data-mm", text(before));
    assertThat(crosshair()[2] - before[2]).isCloseTo(3.0, offset(0.1));
  }

  private static String text(double[] mm) {
    return "%.2f %.2f %.2f".formatted(mm[0], mm[1], mm[2]);
  }

  @Test
  void aReloadBringsTheConversationBack() {
    answered();
    page.reload();
    assertThat(lastRun().locator("hg-answer")).containsText("The liver measures 1126 mL");
    assertThat(lastRun().locator(".user")).containsText(QUESTION);
    page.locator("hg-legend ul").waitFor();
    chip("q1").click();
    assertThat(page.locator("hg-readout b")).hasText("liver");
    shot("reloaded");
  }

  @Test
  void aClarificationIsAnsweredByAButton() {
    FakeApi api =
        running()
            .event(
                "clarification_asked",
                """
                {"slot": "structure", "text": "Which organ do you mean?",
                 "choices": [{"value": "liver", "label": "Liver"}, {"value": "spleen", "label": "Spleen"}]}
                """);
    shotAfter("clarification", lastRun().locator("hg-choices"));
    button("Spleen").click();
    page.waitForCondition(
        () -> api.calls.contains("POST /api/conversations/C1/messages {\"text\":\"spleen\"}"));
  }

  @Test
  void aRefusalOffersWhatCanBeDoneInstead() {
    running()
        .event(
            "refused",
            """
            {"reason": "No tool estimates a prognosis.", "alternatives": ["How big is the liver?"]}
            """);
    assertThat(lastRun().locator("hg-choices")).containsText("No tool estimates a prognosis.");
    assertThat(button("How big is the liver?")).isEnabled();
    shot("refused");
  }

  @Test
  void escapeStopsAndNothingLooksAliveAfterwards() {
    FakeApi api =
        running()
            .event("plan_proposed", Recorded.PROPOSED)
            .event("tool_started", Recorded.SEGMENTING);
    lastRun().locator("progress").waitFor();
    page.keyboard().press("Escape");
    page.waitForCondition(() -> api.calls.contains("POST /api/runs/R1/cancel"));
    api.event("cancelled", "{\"by\": \"user\"}");
    assertThat(lastRun()).containsText("Stopped.");
    assertThat(lastRun().locator("progress")).hasCount(0);
    assertThat(lastRun().locator("hg-plan li[data-state=running], hg-plan li[data-state=waiting]"))
        .hasCount(0);
    assertThat(button("Ask again")).isVisible();
    shot("stopped");
  }

  @Test
  void aFailureNamesCauseAndFix() {
    running()
        .event(
            "failed",
            """
            {"cause": "The segmenter needs 2 GiB of memory.", "fix": "Close other work on this machine.", "retryable": true}
            """);
    assertThat(lastRun().locator(".bad")).containsText("needs 2 GiB");
    assertThat(lastRun().locator(".bad")).containsText("Close other work");
    shot("failed");
  }

  @Test
  void aPlanThatChangesSomethingWaitsForApproval() {
    FakeApi api =
        running()
            .event(
                "approval_requested",
                "{\"reason\": \"This plan deletes a study.\", \"plan\": " + Recorded.PLAN + "}");
    shotAfter("approval", lastRun().locator("hg-approval section"));
    button("Approve").click();
    page.waitForCondition(
        () -> api.calls.contains("POST /api/runs/R1/approval {\"approved\":true}"));
    api.event("approval_decided", "{\"approved\": true}");
    assertThat(lastRun().locator("hg-approval section")).hasCount(0);
  }

  @Test
  void aStudyIsDeletedOnlyAfterASecondClick() {
    FakeApi api = new FakeApi(page);
    open();
    page.getByLabel("Delete Abdominal CT").click();
    assertThat(api.calls).noneMatch(call -> call.startsWith("DELETE"));
    shotAfter("delete", page.locator("hg-study .confirm"));
    button("Delete").click();
    assertThat(page.locator("hg-study")).hasCount(0);
    assertThat(api.calls).contains("DELETE /api/studies/S1");
  }

  @Test
  void anUploadErrorNamesCauseAndFix() {
    new FakeApi(page)
        .upload(
            422,
            "{\"detail\": \"x.nii.gz is no NIfTI file\", \"fix\": \"export it again\", \"status\": 422}");
    open();
    drop("x.nii.gz", new byte[] {1});
    assertThat(page.locator("hg-upload .error")).containsText("x.nii.gz is no NIfTI file");
    assertThat(page.locator("hg-upload .error")).containsText("Export it again");
    shot("upload-error");
  }

  @Test
  void textFromOutsideIsNeverMarkup() {
    running()
        .event(
            "refused",
            "{\"reason\": \"<img src=x onerror=window.hacked=1>\", \"alternatives\": []}");
    assertThat(lastRun()).containsText("<img src=x");
    assertThat(page.evaluate("() => window.hacked")).isNull();
  }

  private void shotAfter(String name, Locator shown) {
    shown.waitFor();
    shot(name);
  }
}
