package dev.heliograph.web.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways to load a study into the real service: a dropped folder, a chosen folder; and not to. */
@QuarkusTest
class LoadingTest extends BrowserTest {

  private static final Path FOLDER = Path.of("samples", "ct-dicom", "dicom").toAbsolutePath();

  @Inject StudyStore studies;

  private List<String> before = List.of();

  private List<String> ids() {
    return studies.studies().stream().map(Study::id).toList();
  }

  @BeforeEach
  void remember() {
    before = ids();
  }

  @AfterEach
  void deleteTheNew() {
    ids().stream().filter(id -> !before.contains(id)).forEach(studies::deleteStudy);
  }

  private void theSeriesIsLoaded() {
    page.locator("hg-readout .at").waitFor();
    assertThat(page.locator("hg-readout")).containsText("512 × 512 × 20");
    assertThat(page.locator("hg-study article[data-selected] .badge")).hasText("CT");
    assertThat(ids()).hasSize(before.size() + 1);
  }

  @Test
  void aFolderDroppedFromTheFileManagerIsOneStudy() {
    open();
    page.locator("hg-upload .zone").waitFor();
    CDPSession devTools = devTools();
    for (String type : List.of("dragEnter", "dragOver")) {
      devTools.send("Input.dispatchDragEvent", drag(type));
    }
    assertThat(page.locator("hg-upload .zone[data-over]")).isVisible();
    devTools.send("Input.dispatchDragEvent", drag("drop"));
    theSeriesIsLoaded();
    assertThat(page.locator("hg-upload .zone[data-over]")).hasCount(0);
    shot("dropped-folder");
  }

  /** A folder over the middle of the page: anywhere will do. */
  private static JsonObject drag(String type) {
    JsonArray files = new JsonArray();
    files.add(FOLDER.toString());
    JsonObject data = new JsonObject();
    data.add("items", new JsonArray());
    data.add("files", files);
    data.addProperty("dragOperationsMask", 1);
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.addProperty("x", 640);
    event.addProperty("y", 360);
    event.add("data", data);
    return event;
  }

  @Test
  void aFolderCanBeChosen() {
    open();
    page.getByLabel("Folder", new Page.GetByLabelOptions().setExact(true)).setInputFiles(FOLDER);
    theSeriesIsLoaded();
  }

  @Test
  void aCancelledUploadLeavesNothingAndTheNextOneWorks() throws Exception {
    open();
    page.locator("hg-upload .zone").waitFor();
    CDPSession devTools = devTools();
    devTools.send("Network.enable");
    devTools.send("Network.emulateNetworkConditions", network(100_000)); // 22 s for the sample
    byte[] ct = Files.readAllBytes(Path.of("samples", "ct-abdomen", "ct.nii.gz"));
    drop("ct.nii.gz", ct);
    assertThat(page.locator("hg-upload [role=status]")).containsText("% sent");
    shot("uploading");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel")).click();
    assertThat(page.locator("hg-upload")).containsText("Drop NIfTI");
    assertThat(page.locator("hg-upload .error")).hasCount(0);

    devTools.send("Network.emulateNetworkConditions", network(-1));
    drop("after.nii.gz", ct);
    page.locator("hg-readout .at").waitFor();
    assertThat(ids()).as("only the second one").hasSize(before.size() + 1);
    assertThat(studies.studies().get(0).name()).isEqualTo("after");
  }

  private static JsonObject network(int uploadBytesPerSecond) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", uploadBytesPerSecond);
    return conditions;
  }

  @Test
  void aStudyThatCameBySomeOtherWayAppearsByItself() {
    FakeApi api = new FakeApi(page).studies("[]");
    open();
    assertThat(page.locator("hg-studies .empty")).isVisible();
    api.studies("[" + FakeApi.CT_STUDY + "]");
    assertThat(page.locator("hg-study .name")).hasText("Abdominal CT");
  }

  @Test
  void whatWasNoticedAboutAnImageIsShownWithIt() {
    String noticed =
        FakeApi.CT_STUDY.replaceFirst(
            "(2206612,\\s*\"warnings\": )\\[]", "$1[\"slices are missing\"]");
    new FakeApi(page).studies("[" + noticed + "]");
    open();
    choose("Abdominal CT");
    assertThat(page.locator("hg-study .warning")).hasText("slices are missing");
  }
}
