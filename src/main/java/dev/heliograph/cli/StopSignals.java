package dev.heliograph.cli;

import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ends a service that is told to stop in order: first the application, and with it whatever works
 * in native code, then the virtual machine. The virtual machine's own answer to a signal is to run
 * all shutdown hooks at once; ONNX Runtime's takes its environment away from a model that is just
 * being loaded, and the process is aborted.
 */
final class StopSignals {

  /** What has not stopped by then does not stop. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private StopSignals() {}

  /** From now on; until {@link #started} a signal ends the process on the spot. */
  static void handle() {
    for (String name : List.of("TERM", "INT", "HUP")) {
      try {
        Signal.handle(new Signal(name), s -> stop(128 + s.getNumber()));
      } catch (IllegalArgumentException e) {
        // Not a signal of this system, or the virtual machine was told to leave it alone.
      }
    }
  }

  /** The application runs: signals stop it in order. */
  static void started() {
    STARTED.set(true);
  }

  private static void stop(int code) {
    // Nothing is half written: the database and the files bear a power cut, too.
    if (!STARTED.getAndSet(false)) {
      Runtime.getRuntime().halt(code);
    }
    Thread watch =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().halt(code);
            },
            "stop-watch");
    watch.setDaemon(true);
    watch.start();
    Quarkus.asyncExit(code);
  }
}
