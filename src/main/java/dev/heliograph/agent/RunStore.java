package dev.heliograph.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where conversations, runs and their events are kept. Port; {@code store} implements it. */
public interface RunStore {

  /**
   * A conversation.
   *
   * @param studies ids of its studies, in the order they were given
   * @param names the names plans use for them, in the same order
   */
  record Conversation(
      String id, Instant createdAt, String agent, List<String> studies, List<String> names) {
    public Conversation {
      studies = List.copyOf(studies);
      names = List.copyOf(names);
    }
  }

  /**
   * The work for one user message.
   *
   * @param endedWith type of the final event, or null while it runs
   */
  record Run(
      String id,
      String conversation,
      String text,
      Instant createdAt,
      RunEvent.@Nullable Type endedWith) {}

  void save(Conversation conversation);

  Optional<Conversation> conversation(String id);

  /** All conversations, newest first. */
  List<Conversation> conversations();

  boolean deleteConversation(String id);

  /**
   * Starts a run; at most one run of a conversation is unfinished at any time, also across
   * processes.
   *
   * @return false if another one is unfinished (nothing was stored)
   */
  boolean begin(Run run);

  Optional<Run> run(String id);

  /** Runs of a conversation, oldest first. */
  List<Run> runs(String conversation);

  /** Runs without a final event, for resuming after a crash. */
  List<Run> unfinished();

  /**
   * Appends durably before it returns; a final event also ends the run.
   *
   * @throws IllegalStateException if {@code seq} is not the next number or the run has ended
   */
  void append(RunEvent event);

  /** Events with {@code seq} greater than {@code after}, in order. */
  List<RunEvent> events(String run, long after);
}
