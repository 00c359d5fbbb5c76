package dev.heliograph.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Passes the events and text chunks of running runs to whoever follows them, each in order. */
final class EventHub {

  /** Chunks a slow follower may lag behind; further ones are dropped (the answer has them all). */
  private static final int MAX_LAG = 10_000;

  private final RunStore store;
  private final Executor executor;
  private final Map<String, List<Follower>> followers = new ConcurrentHashMap<>();

  EventHub(RunStore store, Executor executor) {
    this.store = store;
    this.executor = executor;
  }

  void publish(RunEvent event) {
    followers.getOrDefault(event.run(), List.of()).forEach(f -> f.offer(event));
  }

  void token(String run, String chunk) {
    followers.getOrDefault(run, List.of()).forEach(f -> f.offer(chunk));
  }

  /** First the log after {@code after}, then live, without gap or repetition. */
  AutoCloseable follow(String run, long after, Consumer<RunEvent> events, Consumer<String> tokens) {
    Follower follower = new Follower(run, after, events, tokens);
    followers.compute(
        run,
        (r, list) -> {
          List<Follower> all = list == null ? new CopyOnWriteArrayList<>() : list;
          all.add(follower);
          return all;
        });
    follower.wake();
    return follower;
  }

  /** Delivers on one thread at a time; what is published meanwhile queues up. */
  private final class Follower implements AutoCloseable {
    private final String run;
    private final Consumer<RunEvent> events;
    private final Consumer<String> tokens;
    private final LinkedBlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private boolean caughtUp;
    private long last;
    private volatile boolean closed;

    Follower(String run, long after, Consumer<RunEvent> events, Consumer<String> tokens) {
      this.run = run;
      this.last = after;
      this.events = events;
      this.tokens = tokens;
    }

    void offer(Object item) {
      if (item instanceof RunEvent || queue.size() < MAX_LAG) {
        queue.add(item);
      }
      wake();
    }

    void wake() {
      if (!closed && delivering.compareAndSet(false, true)) {
        executor.execute(this::deliver);
      }
    }

    private void deliver() {
      try {
        if (!caughtUp) {
          store.events(run, last).forEach(this::event);
          caughtUp = true;
        }
        for (Object item = queue.poll(); item != null && !closed; item = queue.poll()) {
          if (item instanceof RunEvent e) {
            event(e);
          } else {
            tokens.accept((String) item);
          }
        }
      } catch (RuntimeException e) {
        close(); // a follower that fails is gone; the log has everything
      } finally {
        delivering.set(false);
      }
      if (!queue.isEmpty()) {
        wake();
      }
    }

    private void event(RunEvent event) {
      if (event.seq() > last && !closed) {
        last = event.seq();
        events.accept(event);
      }
    }

    @Override
    public void close() {
      closed = true;
      followers.computeIfPresent(
          run,
          (r, list) -> {
            list.remove(this);
            return list.isEmpty() ? null : list;
          });
    }
  }
}
