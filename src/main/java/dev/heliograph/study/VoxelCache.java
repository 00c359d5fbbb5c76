package dev.heliograph.study;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;

/**
 * The voxels used last, up to a number of bytes, held softly: the collector takes them before
 * memory runs out.
 */
final class VoxelCache {

  private record Entry(SoftReference<Object> value, long bytes) {}

  /** Reads what is not cached. */
  interface Loader<T> {
    T load() throws IOException;
  }

  private final long maxBytes;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, CompletableFuture<Object>> loading = new HashMap<>();
  private long bytes;

  VoxelCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The cached value, or what the loader reads; while one thread reads, others wait for it. */
  <T> T get(String key, Class<T> type, ToLongFunction<T> size, Loader<T> loader)
      throws IOException {
    CompletableFuture<Object> mine = new CompletableFuture<>();
    CompletableFuture<Object> theirs;
    synchronized (this) {
      Entry entry = entries.get(key);
      Object cached = entry == null ? null : entry.value().get();
      if (cached != null) {
        return type.cast(cached);
      }
      theirs = loading.putIfAbsent(key, mine);
    }
    if (theirs != null) {
      return type.cast(await(theirs));
    }
    try {
      T value = loader.load();
      put(key, value, size.applyAsLong(value));
      mine.complete(value);
      return value;
    } catch (Throwable e) {
      // Waiting threads must hear of every failure, also of an OutOfMemoryError.
      mine.completeExceptionally(e);
      throw e;
    } finally {
      synchronized (this) {
        loading.remove(key);
      }
    }
  }

  private static Object await(CompletableFuture<Object> other) throws IOException {
    try {
      return other.get();
    } catch (ExecutionException e) {
      throw new IOException("another thread could not read it: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while voxels were read");
    }
  }

  /** Forgets everything; who still uses voxels keeps them. */
  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }

  private synchronized void put(String key, Object value, long size) {
    Entry old = entries.remove(key);
    bytes -= old == null ? 0 : old.bytes();
    if (size > maxBytes) {
      return;
    }
    entries.put(key, new Entry(new SoftReference<>(value), size));
    bytes += size;
    for (Iterator<Entry> i = entries.values().iterator(); bytes > maxBytes && i.hasNext(); ) {
      bytes -= i.next().bytes();
      i.remove();
    }
  }
}
