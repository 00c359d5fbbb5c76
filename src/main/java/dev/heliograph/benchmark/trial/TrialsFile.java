package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * {@code trials.jsonl}: one trial a line, appended and never changed. A last line that a crash tore
 * is no line.
 */
public final class TrialsFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  public TrialsFile(Path path) {
    this.path = path;
  }

  public boolean exists() {
    return Files.exists(path);
  }

  /** Appends a trial; safe for several threads. */
  public synchronized void append(Trial trial) throws IOException {
    byte[] line =
        (JSON.writeValueAsString(TrialJson.write(trial)) + "\n").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(line);
    }
  }

  /** Cuts off what follows the last line feed. */
  public void dropTornLine() throws IOException {
    long end = 0;
    long at = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        at++;
        end = b == '\n' ? at : end;
      }
    }
    if (end < at) {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.truncate(end);
      }
    }
  }

  /**
   * Gives every trial in the order of the file, one at a time; a torn last line is passed over.
   *
   * @throws IOException if another line is damaged, naming it
   */
  public void each(Consumer<Trial> reader) throws IOException {
    int number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        number++;
        Trial trial;
        try {
          trial = TrialJson.read(JSON.readTree(line.toByteArray()));
        } catch (JsonProcessingException | RuntimeException e) {
          throw new IOException(
              path + ": line " + number + " is damaged; remove the line and resume the run", e);
        }
        reader.accept(trial);
        line.reset();
      }
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
