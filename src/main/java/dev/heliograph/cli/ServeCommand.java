package dev.heliograph.cli;

import dev.heliograph.agent.DefaultAgentService;
import dev.heliograph.store.Home;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.tool.builtin.Inference;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the service and stays until it is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Start the service: web page, HTTP API, agent.",
    footerHeading = "%nExamples:%n",
    footer = {"  heliograph serve", "  heliograph serve --port 9000 --host 0.0.0.0"})
final class ServeCommand implements Callable<Integer>, NeedsApplication {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any (default: ${DEFAULT-VALUE}).",
      defaultValue = "8080")
  int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = "127.0.0.1")
  String host = "127.0.0.1";

  @Option(names = "--rehearse", hidden = true, description = "Start, be used once, stop.")
  boolean rehearse;

  @Inject Home home;
  @Inject Samples samples;
  @Inject StoredVoxels voxels;
  @Inject DefaultAgentService agent;

  /** Before the application starts: whether the state folder and the port are free. */
  boolean prepare(Optional<RunningServer> running) {
    if (running.isPresent()) {
      System.err.println(
          "heliograph: a service on this state folder runs already at " + running.get().address());
      System.err.println(
          "  use that one, stop it (process "
              + running.get().pid()
              + "), or set HELIOGRAPH_HOME to another folder");
      return false;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(
          "heliograph: cannot listen on " + host + ":" + port + ": " + e.getMessage());
      System.err.println("  choose another port (--port 8081), or stop what uses this one");
      return false;
    }
    System.setProperty("quarkus.http.host", host);
    System.setProperty("quarkus.http.port", Integer.toString(port));
    StopSignals.handle();
    return true;
  }

  @Override
  public Integer call() throws IOException {
    StopSignals.started();
    int resumed = agent.resumeUnfinished();
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    URI address = URI.create("http://" + reachable + ":" + port);
    new RunningServer(address, ProcessHandle.current().pid()).write(home);
    System.out.println(
        "Heliograph is ready: http://"
            + (reachable.equals("127.0.0.1") ? "localhost" : reachable)
            + ":"
            + port);
    System.out.println("State lives in " + home.path());
    if (resumed > 0) {
      System.out.println("Runs taken up again: " + resumed);
    }
    System.out.println("Research software, not a medical device. Stop with Ctrl-C.");
    System.out.flush();
    try {
      samples.loadOnFirstStart(); // only now: the page shows them as they come
      if (rehearse) {
        Rehearsal.of(address);
      } else {
        IdleMemory.watch(
            () -> {
              voxels.release();
              System.gc();
            });
        Quarkus.waitForExit();
      }
    } finally {
      Inference.close();
      Files.deleteIfExists(home.serverFile());
    }
    return 0;
  }
}
