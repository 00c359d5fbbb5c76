package dev.heliograph.imaging;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many threads a computation may use. The thread that asks works itself; helpers join it if
 * they are idle. So nothing waits for a thread, calls may nest, and several computations at once
 * never use more helpers than one would. Helpers are daemons and end after ten idle seconds.
 */
public final class Parallel {

  /** The caller's thread alone. */
  public static final Parallel ONE = new Parallel(1);

  private static final Parallel STANDARD =
      new Parallel(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

  private static final int POLL_MILLIS = 50;

  private final int threads;
  private final @Nullable ThreadPoolExecutor helpers;

  private Parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, not " + threads);
    }
    this.threads = threads;
    this.helpers = threads == 1 ? null : pool(threads - 1);
  }

  /**
   * All processors but one, shared by the whole process. More threads than free processors make
   * memory-bound loops slower, sometimes tenfold, so one is left to the rest of the system.
   */
  public static Parallel standard() {
    return STANDARD;
  }

  /** This many threads, with helpers of its own. */
  public static Parallel of(int threads) {
    return threads == 1 ? ONE : new Parallel(threads);
  }

  public int threads() {
    return threads;
  }

  /**
   * Calls {@code work} once for each of 0 … {@code items} − 1, in no order, and returns when all
   * are done. What the calls wrote is then visible to the caller.
   *
   * @param checkpoint called by the caller's thread only, before each of its items and while it
   *     waits; if it throws, the others stop after their item and the exception is thrown on
   */
  public void each(int items, Checkpoint checkpoint, IntConsumer work) {
    eachWith(items, checkpoint, () -> work);
  }

  /**
   * {@link #each} with a consumer of its own for each thread that takes part, for scratch arrays
   * and partial sums.
   *
   * @param worker called once on each thread, at most {@link #threads()} times, possibly at once
   */
  public void eachWith(int items, Checkpoint checkpoint, Supplier<? extends IntConsumer> worker) {
    Job job = new Job(items, worker);
    int wanted = Math.min(threads, items) - 1;
    CountDownLatch done = new CountDownLatch(Math.max(0, wanted));
    for (int h = 0; h < wanted; h++) {
      help(job, done);
    }
    job.run(checkpoint);
    await(job, done, checkpoint);
    job.rethrow();
  }

  private void help(Job job, CountDownLatch done) {
    try {
      if (helpers != null) {
        helpers.execute(
            () -> {
              try {
                job.run(Checkpoint.NONE);
              } finally {
                done.countDown();
              }
            });
      }
    } catch (RejectedExecutionException allBusy) {
      done.countDown();
    }
  }

  private static void await(Job job, CountDownLatch done, Checkpoint checkpoint) {
    boolean interrupted = false;
    while (true) {
      try {
        if (done.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          break;
        }
        job.check(checkpoint);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadPoolExecutor pool(int size) {
    AtomicInteger number = new AtomicInteger();
    // Nothing is queued: a helper that isn't idle is not worth waiting for.
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            r -> {
              Thread t = new Thread(r, "imaging-" + number.incrementAndGet());
              t.setDaemon(true);
              return t;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Items handed out one by one, until none is left or something was thrown. */
  private static final class Job {
    private final int items;
    private final Supplier<? extends IntConsumer> worker;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    Job(int items, Supplier<? extends IntConsumer> worker) {
      this.items = items;
      this.worker = worker;
    }

    // Whatever a helper throws, errors too, has to reach the caller.
    void run(Checkpoint checkpoint) {
      try {
        IntConsumer work = worker.get();
        // Items can be as many as Integer.MAX_VALUE; the counter must not wrap past the end.
        int item = next.get();
        while (item < items && thrown.get() == null) {
          if (next.compareAndSet(item, item + 1)) {
            checkpoint.check();
            work.accept(item);
          }
          item = next.get();
        }
      } catch (Throwable t) {
        thrown.compareAndSet(null, t);
      }
    }

    void check(Checkpoint checkpoint) {
      try {
        checkpoint.check();
      } catch (RuntimeException e) {
        thrown.compareAndSet(null, e);
      }
    }

    void rethrow() {
      Throwable t = thrown.get();
      if (t instanceof Error e) {
        throw e;
      }
      if (t != null) {
        throw (RuntimeException) t;
      }
    }
  }
}
