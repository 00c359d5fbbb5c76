package dev.heliograph.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.heliograph.inference.Digests;
import dev.heliograph.inference.ModelCard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final byte[] BYTES = bytes();

  private final Path folder;
  private final Path to;
  private final Path part;
  private final WireMockServer server = new WireMockServer(options().dynamicPort());

  DownloadTest(@TempDir Path folder) {
    this.folder = folder;
    this.to = folder.resolve("models/w.bin");
    this.part = folder.resolve("models/w.bin.part");
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Download download() throws IOException {
    Path original = folder.resolve("original");
    Files.write(original, BYTES);
    return new Download(to, BYTES.length, Digests.of(original), (done, total) -> {});
  }

  private URI address() {
    return URI.create(server.baseUrl() + "/w.bin");
  }

  @Test
  void aWholeFileArrivesVerified() throws IOException {
    server.stubFor(get("/w.bin").willReturn(aResponse().withBody(BYTES)));
    download().from(address());
    assertThat(Files.readAllBytes(to)).isEqualTo(BYTES);
    assertThat(part).doesNotExist();
  }

  @Test
  void goesOnWhereItWasInterrupted() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(BYTES, 70_000));
    server.stubFor(
        get("/w.bin")
            .withHeader("Range", equalTo("bytes=70000-"))
            .willReturn(
                aResponse()
                    .withStatus(206)
                    .withHeader("Content-Range", "bytes 70000-199999/200000")
                    .withBody(Arrays.copyOfRange(BYTES, 70_000, 200_000))));
    download().from(address());
    assertThat(Files.readAllBytes(to)).isEqualTo(BYTES);
    server.verify(1, getRequestedFor(urlEqualTo("/w.bin")));
  }

  @Test
  void startsAnewWhereTheServerDoesNotResume() throws IOException {
    Files.createDirectories(part.getParent());
    Files.write(part, new byte[70_000]);
    server.stubFor(get("/w.bin").willReturn(aResponse().withBody(BYTES)));
    download().from(address());
    assertThat(Files.readAllBytes(to)).isEqualTo(BYTES);
  }

  @Test
  void otherBytesAreNotKept() throws IOException {
    byte[] other = BYTES.clone();
    other[100_000] ^= 1;
    server.stubFor(get("/w.bin").willReturn(aResponse().withBody(other)));
    assertThatThrownBy(() -> download().from(address()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("SHA-256");
    assertThat(to).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void moreBytesThanPromisedAreNotTaken() throws IOException {
    server.stubFor(
        get("/w.bin").willReturn(aResponse().withBody(Arrays.copyOf(BYTES, 10_000_000))));
    assertThatThrownBy(() -> download().from(address())).hasMessageContaining("more than");
    assertThat(Files.size(part)).isZero();
  }

  @Test
  void tooFewBytesAreKeptForTheNextTry() throws IOException {
    server.stubFor(get("/w.bin").willReturn(aResponse().withBody(Arrays.copyOf(BYTES, 5_000))));
    assertThatThrownBy(() -> download().from(address())).hasMessageContaining("5000 of 200000");
    assertThat(Files.size(part)).isEqualTo(5_000);
    assertThat(to).doesNotExist();
  }

  @Test
  void anErrorOfTheServerNamesTheAddressAndAWayOut() throws IOException {
    server.stubFor(get("/w.bin").willReturn(aResponse().withStatus(404)));
    assertThatThrownBy(() -> download().from(address()))
        .hasMessageContaining("answered 404")
        .satisfies(e -> assertThat(((CliException) e).fix()).contains("HELIOGRAPH_MIRROR"));
  }

  @Test
  void foldersServeAsMirrors() throws IOException {
    Download download = download();
    download.from(folder.resolve("original").toUri());
    assertThat(Files.readAllBytes(to)).isEqualTo(BYTES);
  }

  @Test
  void theMirrorIsAskedFirstThenTheFolderBesideThenUpstream() throws IOException {
    ModelCard.Weights w =
        new ModelCard.Weights("a.pth", "weights/a.pth", "https://upstream.example/a.pth", "", 1);
    Path root = folder.resolve("project");
    assertThat(ModelPull.source(w, "http://mirror.example/x/", root))
        .hasToString("http://mirror.example/x/weights/a.pth");
    assertThat(ModelPull.source(w, "/srv/mirror", root).getPath())
        .isEqualTo("/srv/mirror/weights/a.pth");
    assertThat(ModelPull.source(w, null, root)).hasToString("https://upstream.example/a.pth");
    Path beside = folder.resolve("shared/data/weights/a.pth");
    Files.createDirectories(beside.getParent());
    Files.write(beside, new byte[1]);
    assertThat(ModelPull.source(w, null, root)).isEqualTo(beside.toUri());
  }
}
