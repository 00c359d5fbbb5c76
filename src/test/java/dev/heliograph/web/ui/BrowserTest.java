package dev.heliograph.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Chromium on the running application, one fresh page a test. After each test: no request left the
 * service, no script failed, and the content security policy was not broken.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @TestHTTPResource("/")
  URI address;

  private Playwright playwright;
  private Browser browser;
  private BrowserContext context;
  private final List<String> foreign = new ArrayList<>();
  private final List<String> scriptErrors = new ArrayList<>();
  Page page;

  /** Chromium's own protocol, for what Playwright has no word for. */
  CDPSession devTools() {
    return context.newCDPSession(page);
  }

  @BeforeAll
  void startBrowser() {
    Path chromium =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .map(name -> Path.of("/usr/bin", name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(
        chromium != null, "SKIPPED: needs Chromium in /usr/bin (apt-get install chromium)");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            // WebGL 2 in software: the viewer draws on machines without a GPU.
                            "--use-angle=swiftshader",
                            "--enable-unsafe-swiftshader")));
  }

  @BeforeEach
  void openPage() {
    foreign.clear();
    scriptErrors.clear();
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 720));
    context.setDefaultTimeout(30_000);
    page = context.newPage();
    page.onRequest(
        request -> {
          URI uri = URI.create(request.url().startsWith("data:") ? "data:x" : request.url());
          boolean own = address.getAuthority().equals(uri.getAuthority());
          if (!own && !List.of("data", "blob").contains(uri.getScheme())) {
            foreign.add(request.url());
          }
        });
    page.onPageError(scriptErrors::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            scriptErrors.add(message.text());
          }
        });
  }

  @AfterEach
  void closePage() {
    context.close();
    assertThat(foreign).as("requests to other hosts").isEmpty();
    assertThat(scriptErrors).as("script errors and policy violations").isEmpty();
  }

  @AfterAll
  void stopBrowser() {
    if (playwright != null) {
      playwright.close();
    }
  }

  /** Keeps what is on the screen as {@code target/screenshots/NAME.png}, for people to look at. */
  void shot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  void open() {
    page.navigate(address.toString());
  }

  /** Chooses the study of this name and waits until its image is drawn. */
  void choose(String study) {
    page.locator("hg-study .choose", new Page.LocatorOptions().setHasText(study)).click();
    page.locator("hg-readout .at").waitFor();
  }

  void ask(String text) {
    page.getByLabel("Your question").fill(text);
    page.keyboard().press("Enter");
  }

  /** The last turn of the conversation. */
  Locator lastRun() {
    return page.locator("hg-run").last();
  }

  /** The crosshair in RAS millimetres, as the page says it. */
  double[] crosshair() {
    String mm = page.locator("hg-readout .at").getAttribute("data-mm");
    return Stream.of(mm.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Drops a file of this name and content onto the page, as from a file manager. */
  void drop(String name, byte[] content) {
    page.evaluate(
        """
        ([name, content]) => {
          const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }
        """,
        List.of(name, Base64.getEncoder().encodeToString(content)));
  }
}
