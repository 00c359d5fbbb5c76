package dev.heliograph.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The stop button of one run; pressed once, by whoever comes first. Safe for several threads. */
final class RunControl {

  /** Why a run was stopped. */
  enum Reason {
    USER,
    TIME,
    SHUTDOWN
  }

  /** A stop and who pressed it. */
  record Stop(Reason reason, String by) {}

  /** Unwinds the loop of a stopped run. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Stop stop;

    StoppedException(Stop stop) {
      super("stopped", null, false, false);
      this.stop = stop;
    }

    Stop stop() {
      return stop;
    }
  }

  private volatile @Nullable Stop stop;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** False if it had been stopped before. */
  boolean stop(Reason reason, String by) {
    synchronized (this) {
      if (stop != null) {
        return false;
      }
      stop = new Stop(reason, by);
    }
    listeners.forEach(Runnable::run);
    synchronized (this) {
      notifyAll();
    }
    return true;
  }

  boolean stopped() {
    return stop != null;
  }

  /** Calls back when stopped, at once if it is already. */
  void onStop(Runnable listener) {
    listeners.add(listener);
    if (stopped()) {
      listener.run();
    }
  }

  /**
   * Waits, but not longer than until the stop.
   *
   * @throws StoppedException if the run was stopped
   */
  synchronized void sleep(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; left > 0 && stop == null; ) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left = (until - System.nanoTime()) / 1_000_000;
    }
    check();
  }

  /**
   * @throws StoppedException if the run was stopped
   */
  void check() {
    Stop s = stop;
    if (s != null) {
      throw new StoppedException(s);
    }
  }
}
