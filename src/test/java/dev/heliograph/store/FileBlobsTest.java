package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {

  @TempDir Path folder;
  private final Set<String> referenced = new HashSet<>();
  private FileBlobs blobs;

  @BeforeEach
  void open() throws IOException {
    blobs = new FileBlobs(folder, referenced::contains);
  }

  @Test
  void aBlobIsNamedByItsHash() throws IOException {
    String hash = blobs.put(new ByteArrayInputStream("abc".getBytes("UTF-8"))).sha256();
    assertThat(hash).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(folder.resolve("ba").resolve(hash.substring(2))).hasContent("abc");
  }

  @Test
  void changedBytesAreNoticedAtTheEnd() throws IOException {
    String hash = blobs.put(new ByteArrayInputStream("abc".getBytes("UTF-8"))).sha256();
    Files.writeString(folder.resolve("ba").resolve(hash.substring(2)), "abd");
    try (InputStream in = blobs.open(hash)) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(hash);
    }
  }

  @Test
  void aFailedPutLeavesNothing() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the client hung up");
          }
        };
    assertThatThrownBy(() -> blobs.put(broken)).isInstanceOf(IOException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void whoGivesUpTheirBlobTakesItAlong() throws IOException {
    String hash = blobs.put(new ByteArrayInputStream(new byte[3])).sha256();
    blobs.put(new ByteArrayInputStream(new byte[3]));
    blobs.deleteIfUnreferenced(hash);
    assertThat(files()).hasSize(1);
    blobs.deleteIfUnreferenced(hash);
    assertThat(files()).isEmpty();
  }

  @Test
  void sweepingRemovesWhatACrashLeft() throws IOException {
    String kept = blobs.put(new ByteArrayInputStream(new byte[1])).sha256();
    blobs.put(new ByteArrayInputStream(new byte[2]));
    Files.writeString(folder.resolve("incoming").resolve("blob1.tmp"), "half");
    referenced.add(kept);
    assertThat(new FileBlobs(folder, referenced::contains).sweep()).isEqualTo(2);
    assertThat(files()).hasSize(1);
    assertThat(blobs.open(kept).readAllBytes()).hasSize(1);
  }

  @Test
  void aNameThatIsNoHashIsRefused() {
    assertThatThrownBy(() -> blobs.open("../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Stream<Path> files() {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
