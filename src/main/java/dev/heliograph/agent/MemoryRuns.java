package dev.heliograph.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Conversations, runs and events in memory, for what needs none of them afterwards: a trial, a
 * test.
 */
public final class MemoryRuns implements RunStore {

  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, List<RunEvent>> events = new LinkedHashMap<>();

  @Override
  public synchronized void save(Conversation conversation) {
    conversations.put(conversation.id(), conversation);
  }

  @Override
  public synchronized Optional<Conversation> conversation(String id) {
    return Optional.ofNullable(conversations.get(id));
  }

  @Override
  public synchronized List<Conversation> conversations() {
    List<Conversation> all = new ArrayList<>(conversations.values());
    Collections.reverse(all);
    return all;
  }

  @Override
  public synchronized boolean deleteConversation(String id) {
    runs(id).forEach(r -> events.remove(r.id()));
    runs.values().removeIf(r -> r.conversation().equals(id));
    return conversations.remove(id) != null;
  }

  @Override
  public synchronized boolean begin(Run run) {
    if (runs(run.conversation()).stream().anyMatch(r -> r.endedWith() == null)) {
      return false;
    }
    runs.put(run.id(), run);
    events.put(run.id(), new ArrayList<>());
    return true;
  }

  @Override
  public synchronized Optional<Run> run(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public synchronized List<Run> runs(String conversation) {
    return runs.values().stream().filter(r -> r.conversation().equals(conversation)).toList();
  }

  @Override
  public synchronized List<Run> unfinished() {
    return runs.values().stream().filter(r -> r.endedWith() == null).toList();
  }

  @Override
  public synchronized void append(RunEvent event) {
    Run run = Objects.requireNonNull(runs.get(event.run()), "no such run");
    List<RunEvent> log = Objects.requireNonNull(events.get(event.run()));
    if (run.endedWith() != null || event.seq() != log.size() + 1) {
      throw new IllegalStateException("event " + event.seq() + " is not the next one");
    }
    log.add(event);
    if (event.type().isFinal()) {
      runs.put(
          run.id(),
          new Run(run.id(), run.conversation(), run.text(), run.createdAt(), event.type()));
    }
    notifyAll();
  }

  @Override
  public synchronized List<RunEvent> events(String run, long after) {
    List<RunEvent> log = events.getOrDefault(run, List.of());
    return List.copyOf(log.subList((int) Math.min(after, log.size()), log.size()));
  }

  /**
   * Waits for the next event after {@code after}; empty if none came within {@code millis}.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public synchronized List<RunEvent> await(String run, long after, long millis)
      throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (events(run, after).isEmpty()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    return events(run, after);
  }
}
