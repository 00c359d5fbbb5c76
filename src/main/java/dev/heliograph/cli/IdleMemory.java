package dev.heliograph.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Gives memory back after work. The collector runs only when something allocates, so an idle
 * service would for ever keep what its last answer needed.
 */
final class IdleMemory {

  private static final Duration TICK = Duration.ofSeconds(10);
  private static final int QUIET_TICKS = 2;

  private final LongSupplier cpuNanos;
  private final Runnable release;
  private long last;
  private int quiet;
  private boolean worked = true;

  /**
   * @param cpuNanos processor time that this process has used
   * @param release called once after work, when the process has been quiet for 20 seconds
   */
  IdleMemory(LongSupplier cpuNanos, Runnable release) {
    this.cpuNanos = cpuNanos;
    this.release = release;
    this.last = cpuNanos.getAsLong();
  }

  /** Watches this process until it ends. */
  static void watch(Runnable release) {
    OperatingSystemMXBean os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    IdleMemory memory = new IdleMemory(os::getProcessCpuTime, release);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "idle-memory");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            memory::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** To be called every ten seconds; a tick is quiet if less than 5 % of one core was used. */
  void tick() {
    long now = cpuNanos.getAsLong();
    boolean busy = now - last >= TICK.toNanos() / 20;
    last = now;
    if (busy) {
      worked = true;
      quiet = 0;
    } else if (++quiet >= QUIET_TICKS && worked) {
      worked = false;
      release.run();
    }
  }
}
