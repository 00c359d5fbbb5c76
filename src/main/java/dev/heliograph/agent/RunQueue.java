package dev.heliograph.agent;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/** A bounded number of runs works at a time; the others wait in line and know their position. */
final class RunQueue {

  private record Waiting(String run, Runnable work, IntConsumer position) {}

  private final int slots;
  private final Executor threads;
  private final Deque<Waiting> line = new ArrayDeque<>();

  /** By identity: a run that waited for an approval comes back as another entry. */
  private final Set<Waiting> working = Collections.newSetFromMap(new IdentityHashMap<>());

  RunQueue(int slots, Executor threads) {
    this.slots = slots;
    this.threads = threads;
  }

  /**
   * @param position is told the position in line, 1 for the next, whenever it changes; never called
   *     if the work starts at once
   */
  synchronized void submit(String run, Runnable work, IntConsumer position) {
    Waiting w = new Waiting(run, work, position);
    if (working.size() < slots) {
      start(w);
    } else {
      line.add(w);
      position.accept(line.size());
    }
  }

  /** Takes a waiting run out of the line; false if it does not wait. */
  synchronized boolean remove(String run) {
    boolean removed = line.removeIf(w -> w.run().equals(run));
    if (removed) {
      tellPositions();
    }
    return removed;
  }

  /** Frees the slot of a run, whether its thread has come back or not. */
  synchronized void release(String run) {
    List.copyOf(working).stream().filter(w -> w.run().equals(run)).forEach(this::release);
  }

  private synchronized void release(Waiting w) {
    if (working.remove(w) && !line.isEmpty()) {
      start(line.remove());
      tellPositions();
    }
  }

  private void start(Waiting w) {
    working.add(w);
    threads.execute(
        () -> {
          try {
            w.work().run();
          } finally {
            release(w);
          }
        });
  }

  private void tellPositions() {
    int i = 0;
    for (Waiting w : line) {
      w.position().accept(++i);
    }
  }
}
