package dev.heliograph.store;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL cluster in a temporary folder, on a free port of this machine only. */
final class TemporaryPostgres implements AutoCloseable {

  /** Debian has it where a plain PATH may not look. */
  private static final String RUNUSER =
      Files.isExecutable(Path.of("/usr/sbin/runuser")) ? "/usr/sbin/runuser" : "runuser";

  private static final List<String> PLACES =
      List.of("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt");

  private final Path binaries;
  private final Path folder;
  private final int port;

  private TemporaryPostgres(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /** Skips the test aloud where PostgreSQL's server programs are not installed. */
  static TemporaryPostgres start() throws Exception {
    Path binaries = binaries();
    Assumptions.assumeTrue(
        binaries != null,
        "SKIPPED: PostgreSQL's initdb is neither on the PATH nor in " + PLACES + "; install it");
    Path folder = Files.createTempDirectory("heliograph-postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    TemporaryPostgres postgres = new TemporaryPostgres(binaries, folder, port);
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    postgres.program("initdb", "-D", data, "-U", "heliograph", "-A", "trust", "--no-sync");
    String options =
        "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + folder.toAbsolutePath();
    postgres.program(
        "pg_ctl", "-D", data, "-w", "-l", folder.resolve("log").toString(), "-o", options, "start");
    return postgres;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void close() throws Exception {
    program("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The server refuses to run as root, so root becomes the package's user for it. */
  private void program(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of(RUNUSER, "-u", "postgres", "--"));
    }
    command.add(binaries.resolve(name).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws Exception {
    Path output = Files.createTempFile("postgres", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + Files.readString(output));
    }
    Files.delete(output);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static @org.jspecify.annotations.Nullable Path binaries() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String p : System.getenv("PATH").split(java.io.File.pathSeparator, -1)) {
      found.add(Path.of(p));
    }
    for (String place : PLACES) {
      if (Files.isDirectory(Path.of(place))) {
        try (Stream<Path> versions = Files.list(Path.of(place))) {
          versions.map(v -> v.resolve("bin")).forEach(found::add);
        }
      }
    }
    return found.stream()
        .filter(f -> Files.isExecutable(f.resolve("initdb")))
        .findFirst()
        .orElse(null);
  }
}
