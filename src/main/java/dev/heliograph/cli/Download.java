package dev.heliograph.cli;

import dev.heliograph.inference.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file whose size and SHA-256 are known. What was received is kept in {@code NAME.part}
 * until it is complete and verified, so a second try goes on where the first stopped, and a file of
 * the final name is always whole.
 */
final class Download {

  /** Hears how many of the bytes are there. */
  interface Progress {
    void at(long done, long total);
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(20))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private final Path to;
  private final Path part;
  private final long bytes;
  private final String sha256;
  private final Progress progress;

  /**
   * @param bytes its length; no more is ever written
   * @param sha256 lower-case hex
   */
  Download(Path to, long bytes, String sha256, Progress progress) {
    this.to = to;
    this.part = to.resolveSibling(to.getFileName() + ".part");
    this.bytes = bytes;
    this.sha256 = sha256;
    this.progress = progress;
  }

  /**
   * @param source {@code file:}, {@code http:} or {@code https:}
   * @throws CliException if the source does not give these bytes
   */
  void from(URI source) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (lock == null) {
        throw CliException.failed(
            "another process is fetching " + to.getFileName(), "wait until it has ended");
      }
      if (channel.size() > bytes) {
        channel.truncate(0);
      }
      if (channel.size() < bytes) {
        receive(source, channel);
      }
      channel.force(true);
      if (channel.size() < bytes) {
        throw CliException.failed(
            source + " ended after " + channel.size() + " of " + bytes + " bytes",
            "run the command again; it goes on from there");
      }
    }
    String found = Digests.of(part);
    if (!found.equals(sha256)) {
      Files.delete(part);
      throw CliException.failed(
          source + " has the SHA-256 " + found + ", the card says " + sha256,
          "the file was changed at its source or on the way; nothing was kept. Try another mirror"
              + " (HELIOGRAPH_MIRROR)");
    }
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void receive(URI source, FileChannel channel) throws IOException {
    if ("file".equals(source.getScheme())) {
      try (InputStream in = Files.newInputStream(Path.of(source))) {
        in.skipNBytes(channel.size());
        append(in, channel);
      } catch (NoSuchFileException e) {
        throw missing(source, "it is not there");
      }
      return;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(Duration.ofSeconds(60));
    if (channel.size() > 0) {
      request.header("Range", "bytes=" + channel.size() + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted", "run the command again");
    } catch (IOException e) {
      throw missing(source, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
    try (InputStream in = response.body()) {
      if (response.statusCode() == 200) {
        channel.truncate(0); // the server does not resume
      } else if (response.statusCode() != 206 || !resumesAt(response, channel.size())) {
        throw missing(source, "the server answered " + response.statusCode());
      }
      append(in, channel);
    }
  }

  private static boolean resumesAt(HttpResponse<?> response, long position) {
    return response
        .headers()
        .firstValue("Content-Range")
        .map(r -> r.startsWith("bytes " + position + "-"))
        .orElse(false);
  }

  private void append(InputStream in, FileChannel channel) throws IOException {
    channel.position(channel.size());
    long done = channel.size();
    OutputStream out = Channels.newOutputStream(channel);
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      done += n;
      if (done > bytes) {
        channel.truncate(0);
        throw CliException.failed(
            "the source sends more than the " + bytes + " bytes that the card says",
            "nothing was kept; try another mirror (HELIOGRAPH_MIRROR)");
      }
      out.write(buffer, 0, n);
      progress.at(done, bytes);
    }
  }

  private static CliException missing(URI source, String why) {
    return CliException.failed(
        "cannot fetch " + source + ": " + why,
        "check the connection, or set HELIOGRAPH_MIRROR to a folder or an address that has the"
            + " file");
  }
}
