package dev.heliograph.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VoxelCacheTest {

  private final AtomicInteger loads = new AtomicInteger();

  private byte[] get(VoxelCache cache, String key, int size) throws IOException {
    return cache.get(
        key,
        byte[].class,
        b -> b.length,
        () -> {
          loads.incrementAndGet();
          return new byte[size];
        });
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() throws IOException {
    VoxelCache cache = new VoxelCache(100);
    get(cache, "a", 40);
    get(cache, "b", 40);
    get(cache, "a", 40);
    get(cache, "c", 40); // pushes b out
    get(cache, "a", 40);
    assertThat(loads).hasValue(3);
    get(cache, "b", 40);
    assertThat(loads).hasValue(4);
    get(cache, "too big to keep", 101);
    get(cache, "too big to keep", 101);
    assertThat(loads).hasValue(6);
  }

  @Test
  void whatIsClearedIsLoadedAnew() throws IOException {
    VoxelCache cache = new VoxelCache(100);
    get(cache, "a", 60);
    cache.clear();
    get(cache, "b", 60); // fits: the cleared bytes count no more
    get(cache, "a", 40);
    get(cache, "b", 60);
    assertThat(loads).hasValue(3);
  }

  @Test
  void whoComesTogetherLoadsOnce() throws Exception {
    VoxelCache cache = new VoxelCache(100);
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<byte[]>> all = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        all.add(
            pool.submit(
                () ->
                    cache.get(
                        "k",
                        byte[].class,
                        b -> b.length,
                        () -> {
                          loads.incrementAndGet();
                          started.countDown();
                          try {
                            release.await();
                          } catch (InterruptedException e) {
                            throw new IOException(e);
                          }
                          return new byte[8];
                        })));
      }
      started.await();
      release.countDown();
      byte[] first = all.get(0).get();
      for (Future<byte[]> f : all) {
        assertThat(f.get()).isSameAs(first);
      }
      assertThat(loads).hasValue(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aFailureIsNotKept() throws IOException {
    VoxelCache cache = new VoxelCache(100);
    assertThatThrownBy(
            () ->
                cache.get(
                    "k",
                    byte[].class,
                    b -> b.length,
                    () -> {
                      throw new IOException("the disk is gone");
                    }))
        .hasMessage("the disk is gone");
    assertThat(get(cache, "k", 5)).hasSize(5);
  }
}
