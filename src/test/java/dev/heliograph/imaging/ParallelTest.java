package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyItemIsDoneOnce(int threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(1000);
    Parallel.of(threads).each(1000, Checkpoint.NONE, done::incrementAndGet);
    for (int i = 0; i < 1000; i++) {
      assertThat(done.get(i)).isEqualTo(1);
    }
    Parallel.of(threads).each(0, Checkpoint.NONE, i -> assertThat(i).isNegative());
  }

  @Test
  void twoThreadsReallyWorkAtOnce() {
    CountDownLatch both = new CountDownLatch(2);
    Parallel.of(2)
        .each(
            2,
            Checkpoint.NONE,
            i -> {
              both.countDown();
              assertThat(awaited(both)).isTrue();
            });
  }

  @Test
  void nestedCallsFinish() {
    AtomicInteger sum = new AtomicInteger();
    Parallel two = Parallel.of(2);
    two.each(8, Checkpoint.NONE, i -> two.each(8, Checkpoint.NONE, j -> sum.addAndGet(8 * i + j)));
    assertThat(sum.get()).isEqualTo(63 * 64 / 2);
  }

  @Test
  void theCheckpointIsAskedByTheCallerAloneAndStopsAll() {
    Set<Thread> askers = ConcurrentHashMap.newKeySet();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger worked = new AtomicInteger();
    Checkpoint third =
        () -> {
          askers.add(Thread.currentThread());
          if (asked.incrementAndGet() == 3) {
            throw new CancellationException("enough");
          }
        };
    assertThatThrownBy(
            () ->
                Parallel.of(3)
                    .each(
                        1_000_000,
                        third,
                        i -> {
                          worked.incrementAndGet();
                          pause();
                        }))
        .isInstanceOf(CancellationException.class);
    assertThat(askers).containsExactly(Thread.currentThread());
    assertThat(worked.get()).isLessThan(1000);
  }

  @Test
  void theCheckpointIsAskedWhileTheCallerWaitsForAHelper() {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    CountDownLatch helping = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Checkpoint whenHelping =
        () -> {
          // The first is for the caller's own item, the second while it waits.
          if (asked.incrementAndGet() == 2) {
            stopped.countDown();
            throw new CancellationException("enough");
          }
        };
    assertThatThrownBy(
            () ->
                Parallel.of(2)
                    .each(
                        2,
                        whenHelping,
                        i -> {
                          if (Thread.currentThread() == caller) {
                            assertThat(awaited(helping)).isTrue();
                          } else {
                            helping.countDown();
                            assertThat(awaited(stopped)).isTrue();
                          }
                        }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatAHelperThrowsReachesTheCaller() {
    Thread caller = Thread.currentThread();
    CountDownLatch helping = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                Parallel.of(2)
                    .each(
                        2,
                        Checkpoint.NONE,
                        i -> {
                          if (Thread.currentThread() == caller) {
                            assertThat(awaited(helping)).isTrue();
                          } else {
                            helping.countDown();
                            throw new StackOverflowError("planted");
                          }
                        }))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("planted");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
