package dev.heliograph.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.store.Home;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever is uploaded, the service refuses it with cause and fix or loads it, and lives on. */
@QuarkusTest
class HostileUploadTest {

  @TestHTTPResource("/api/studies")
  URI studies;

  @Inject Home home;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> upload(String name, byte[] content) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(studies)
            .header("Content-Type", "multipart/form-data; boundary=XX")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void refused(String name, byte[] content) throws Exception {
    isProblem(name, upload(name, content));
  }

  private static void isProblem(String what, HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(what + response.body()).isBetween(400, 499);
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertThat(problem.path("detail").asText()).as(what).isNotBlank();
    assertThat(problem.path("fix").asText()).as(what).isNotBlank();
  }

  private static byte[] plain() throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Scans.nifti(9)))) {
      return in.readAllBytes();
    }
  }

  private static byte[] dicom() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples/ct-dicom/dicom"))) {
      return Files.readAllBytes(files.sorted().findFirst().orElseThrow());
    }
  }

  @Test
  void truncatedFilesAreRefused() throws Exception {
    byte[] zipped = Scans.nifti(9);
    byte[] plain = plain();
    byte[] dicom = dicom();
    for (double share : new double[] {0, 0.01, 0.3, 0.7, 0.99}) {
      refused("cut.nii.gz", Arrays.copyOf(zipped, (int) (share * zipped.length)));
      refused("cut.nii", Arrays.copyOf(plain, (int) (share * plain.length)));
      refused("cut.dcm", Arrays.copyOf(dicom, (int) (share * dicom.length)));
    }
  }

  @Test
  void mislabelledAndForeignFilesAreRefused() throws Exception {
    byte[] text = "not an image at all".getBytes(StandardCharsets.UTF_8);
    refused("scan.nii.gz", text);
    refused("scan.nii", text);
    refused("scan.dcm", text);
    refused("scan.png", text);
    refused("../../etc/passwd", text);
    refused("empty.nii", new byte[0]);
    refused("zeros.nii", new byte[4096]);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(text);
    }
    refused("scan.nii.gz", zipped.toByteArray());
  }

  @Test
  void aHeaderThatClaimsAGiantIsRefused() throws Exception {
    byte[] giant = plain();
    ByteBuffer header = ByteBuffer.wrap(giant).order(ByteOrder.LITTLE_ENDIAN);
    for (int axis = 1; axis <= 3; axis++) {
      header.putShort(40 + 2 * axis, Short.MAX_VALUE);
    }
    refused("giant.nii", giant);
  }

  /** 1 GiB of zeros in 1 MB; the header claims what the memory could not hold. */
  @Test
  void aBombIsRefused() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(plain());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1024; i++) {
        gzip.write(zeros);
      }
    }
    HttpResponse<String> response = upload("bomb.nii.gz", bomb.toByteArray());
    // What stands behind the voxels that the header names need not be read, so both are right.
    if (response.statusCode() != 201) {
      isProblem("bomb", response);
    }
  }

  @Test
  void flippedBitsAreRefusedOrHarmless() throws Exception {
    Random random = new Random(42);
    byte[] zipped = Scans.nifti(9);
    byte[] plain = plain();
    byte[] dicom = dicom();
    for (int i = 0; i < 40; i++) {
      byte[] flipped = flip(zipped, random, 10, zipped.length);
      HttpResponse<String> response = upload("flip.nii.gz", flipped);
      if (response.statusCode() != 201) {
        isProblem("flip.nii.gz " + i, response);
      }
      response = upload("flip.nii", flip(plain, random, 0, 352));
      if (response.statusCode() != 201) {
        isProblem("flip.nii " + i, response);
      }
      response = upload("flip.dcm", flip(dicom, random, 128, 4000));
      if (response.statusCode() != 201) {
        isProblem("flip.dcm " + i, response);
      }
    }
  }

  private static byte[] flip(byte[] content, Random random, int from, int to) {
    byte[] flipped = content.clone();
    flipped[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  @org.junit.jupiter.api.AfterEach
  void theServiceLivesAndNothingIsLeftBehind() throws Exception {
    HttpResponse<String> alive =
        client.send(HttpRequest.newBuilder(studies).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(alive.statusCode()).isEqualTo(200);
    try (Stream<Path> incoming = Files.list(home.blobs().resolve("incoming"))) {
      assertThat(incoming).isEmpty();
    }
  }
}
