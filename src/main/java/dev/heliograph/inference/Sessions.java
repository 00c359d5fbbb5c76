package dev.heliograph.inference;

import dev.heliograph.imaging.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The networks in memory: loaded when first needed, shared by all calls, released when nobody used
 * them for a while. One network runs at a time, because one keeps all cores busy and two would need
 * twice the memory.
 */
public final class Sessions implements AutoCloseable {

  private static final long POLL_MILLIS = 50;
  private static final long CLOSE_MILLIS = 3000;

  private record Loaded(Network network, long lastUse) {}

  private final Models models;
  private final int threads;
  private final Duration idle;
  private final Semaphore running = new Semaphore(1, true);
  private final Map<ModelCard, Loaded> loaded = new LinkedHashMap<>();
  private @Nullable ScheduledExecutorService sweeper;
  private volatile boolean closed;

  /**
   * @param threads threads of one run, at least 1
   * @param idle a network that was not used for this long is released
   */
  public Sessions(Models models, int threads, Duration idle) {
    this.models = models;
    this.threads = threads;
    this.idle = idle;
  }

  /** One less than the machine's cores, so that the service still answers while a network runs. */
  public static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** What is done with a network. */
  interface Use<T> {
    T with(Network network) throws ai.onnxruntime.OrtException;
  }

  /**
   * Waits for its turn, loads the network if need be, and uses it.
   *
   * @throws RefusedException if the model is not pulled, damaged or does not load
   */
  <T> T use(ModelCard card, Checkpoint checkpoint, Use<T> use) throws IOException {
    await(checkpoint);
    if (closed) {
      running.release();
      throw stopping();
    }
    try {
      Network network = network(card);
      try {
        return use.with(network);
      } catch (ai.onnxruntime.OrtException e) {
        throw new IOException("ONNX Runtime failed in " + card.name() + ": " + e.getMessage(), e);
      } finally {
        touch(card, network);
      }
    } finally {
      running.release();
    }
  }

  private void await(Checkpoint checkpoint) {
    try {
      while (!running.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        checkpoint.check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted while waiting for another network", "try again");
    }
  }

  private Network network(ModelCard card) throws IOException {
    Models.Status status = models.verify(card);
    if (status.state() != Models.State.READY) {
      throw new RefusedException(status.problem(), status.fix());
    }
    synchronized (loaded) {
      Loaded known = loaded.get(card);
      if (known != null) {
        return known.network();
      }
    }
    List<Path> files = new ArrayList<>();
    for (ModelCard.NetworkFile n : card.network().files()) {
      files.add(models.network(card, n));
    }
    return new Network(card, files, models.weightsFolder(card), threads, () -> closed);
  }

  private void touch(ModelCard card, Network network) {
    synchronized (loaded) {
      loaded.put(card, new Loaded(network, System.nanoTime()));
      if (sweeper == null) {
        sweeper =
            Executors.newSingleThreadScheduledExecutor(
                work -> {
                  Thread thread = new Thread(work, "inference-sweeper");
                  thread.setDaemon(true);
                  return thread;
                });
        long period = Math.max(1, idle.toMillis() / 2);
        var unused =
            sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
      }
    }
  }

  static RefusedException stopping() {
    return new RefusedException("the service is being stopped", "start it again");
  }

  /** Stops the network that runs, if one does, and lets none begin. */
  @Override
  public void close() {
    closed = true;
    try {
      if (running.tryAcquire(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        running.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many networks are in memory. */
  int size() {
    synchronized (loaded) {
      return loaded.size();
    }
  }

  private void sweep() {
    if (!running.tryAcquire()) {
      return; // something runs; the next sweep will do
    }
    boolean released = false;
    try {
      synchronized (loaded) {
        for (Iterator<Loaded> i = loaded.values().iterator(); i.hasNext(); ) {
          Loaded l = i.next();
          if (System.nanoTime() - l.lastUse() >= idle.toNanos()) {
            i.remove();
            l.network().close();
            released = true;
          }
        }
      }
    } finally {
      running.release();
    }
    if (released) {
      // The buffers lie outside of the heap and go only when a collection finds them; an idle
      // service has none.
      System.gc();
    }
  }
}
