package dev.heliograph.tool.adapter;

import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Waits for a process and stops it, with all that it started, when the call is cancelled, when it
 * uses more memory than its manifest says (resident memory of all its processes, where {@code
 * /proc} tells it), or when it writes more than {@link ProcessTool#MAX_OUTPUT} bytes.
 */
final class WatchedProcess {

  private static final long POLL_MILLIS = 50;
  private static final long PAGE = 4096;

  private final ToolManifest manifest;
  private final Path work;
  private final Path log;

  WatchedProcess(ToolManifest manifest, Path work, Path log) {
    this.manifest = manifest;
    this.work = work;
    this.log = log;
  }

  /**
   * Returns what went wrong, or nothing.
   *
   * @throws ToolContext.CancelledException if the call should stop; the process has ended then
   */
  String run(Process process, ToolContext context) throws IOException, InterruptedException {
    try {
      for (int turn = 0; !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS); turn++) {
        context.checkCancelled();
        if (residentBytes(process) > manifest.limits().memoryBytes()) {
          return "used more than its " + (manifest.limits().memoryBytes() >> 20) + " MiB of memory";
        }
        if (turn % 10 == 0 && written() > ProcessTool.MAX_OUTPUT) {
          return "wrote more than " + (ProcessTool.MAX_OUTPUT >> 20) + " MiB";
        }
      }
      return process.exitValue() == 0 ? "" : "ended with exit code " + process.exitValue();
    } finally {
      List<ProcessHandle> all =
          Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      process.waitFor(1, TimeUnit.SECONDS);
    }
  }

  private static long residentBytes(Process process) {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .mapToLong(p -> residentBytes(p.pid()))
        .sum();
  }

  private static long residentBytes(long pid) {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE;
    } catch (IOException | RuntimeException e) {
      return 0; // it has ended, or this system has no /proc
    }
  }

  private long written() throws IOException {
    long bytes = Files.exists(log) ? Files.size(log) : 0;
    try (Stream<Path> files = Files.walk(work.resolve("outputs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    } catch (java.io.UncheckedIOException | java.nio.file.NoSuchFileException e) {
      // A file went while we counted.
    }
    return bytes;
  }
}
