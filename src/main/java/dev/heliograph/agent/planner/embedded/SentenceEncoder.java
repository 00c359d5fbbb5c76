package dev.heliograph.agent.planner.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sentences as unit vectors, so that the dot product of two is their similarity (−1 to 1). The
 * model is loaded in the background, and what was encoded recently is remembered.
 */
public final class SentenceEncoder implements AutoCloseable {

  private static final int REMEMBERED = 2048;
  private static final int LOADING_SECONDS = 10;

  private final CompletableFuture<MiniLm> model;
  private volatile boolean closed;
  private final Map<String, float[]> recent =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Starts loading at once and returns. */
  public SentenceEncoder() {
    model =
        CompletableFuture.supplyAsync(
            MiniLm::load,
            task -> {
              Thread t = new Thread(task, "sentence-encoder");
              t.setDaemon(true);
              t.start();
            });
  }

  /** The sentence's vector; waits for the model if it is still being loaded. */
  float[] encode(String text) {
    synchronized (recent) {
      float[] known = recent.get(text);
      if (known != null) {
        return known;
      }
    }
    float[] vector = encodeFresh(text);
    synchronized (recent) {
      recent.put(text, vector);
    }
    return vector;
  }

  /** The same without remembering it, for what is kept elsewhere. */
  float[] encodeFresh(String text) {
    if (closed) {
      throw new CancellationException("the sentence encoder is closed");
    }
    return unit(model.join().embed(text).content().vector());
  }

  /** Whether the model is still being loaded. */
  boolean loading() {
    return !model.isDone();
  }

  /** Encodes no more, and waits while the model is being loaded, which cannot be broken off. */
  @Override
  public void close() {
    closed = true;
    try {
      model.handle((loaded, failure) -> null).get(LOADING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Nothing more can be done about it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the model's own list of common English words has it; lower case. */
  boolean isWord(String word) {
    return model.join().words().contains(word);
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Scales to length 1, in place. */
  static float[] unit(float[] v) {
    double length = Math.sqrt(dot(v, v));
    if (length > 0) {
      for (int i = 0; i < v.length; i++) {
        v[i] = (float) (v[i] / length);
      }
    }
    return v;
  }
}
