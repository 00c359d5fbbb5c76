package dev.heliograph.agent;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms above see of the agent: conversations, runs, their events. Implementations run
 * each message in the background on a bounded pool; everything a caller can learn is in the run's
 * events.
 */
public interface AgentService {

  /** Thrown when a message arrives while another one of the conversation is being worked on. */
  final class BusyException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public BusyException(String message) {
      super(message);
    }
  }

  /**
   * @param studies ids of stored studies
   * @param names names for plans, or empty to derive them (ct, mr, image, ct2 …)
   * @param agent name of an agent, or null for the default
   * @throws java.util.NoSuchElementException if a study or the agent does not exist, naming it
   */
  RunStore.Conversation open(List<String> studies, List<String> names, @Nullable String agent);

  /**
   * Starts the work for a message and returns at once.
   *
   * @throws BusyException if a run of this conversation is unfinished
   * @throws java.util.NoSuchElementException if there is no such conversation
   */
  RunStore.Run send(String conversation, String text);

  /** Asks a run to stop; a running tool hears of it at once. False if it had ended. */
  boolean cancel(String run, String by);

  /**
   * Decides a requested approval. {@code plan} replaces the proposed one, or null.
   *
   * @throws IllegalStateException if the run does not wait for an approval
   */
  void decide(String run, boolean approved, @Nullable Plan plan);

  /**
   * Calls back for every event after {@code after}, from the log and then live, in order, until the
   * returned handle is closed.
   */
  AutoCloseable follow(String run, long after, Consumer<RunEvent> events, Consumer<String> tokens);
}
