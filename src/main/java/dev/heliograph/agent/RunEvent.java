package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * One line of a run's append-only log. The chat stream, the audit trail, the report and the scorers
 * read the same lines.
 *
 * @param run id of the run
 * @param seq 1, 2, 3, … without gaps
 * @param type what happened
 * @param at when
 * @param payload as {@code schemas/event.schema.json} says for the type
 */
public record RunEvent(String run, long seq, Type type, Instant at, ObjectNode payload) {

  /** What can happen. */
  public enum Type {
    RUN_STARTED,
    QUEUED,
    MODEL_CALLED,
    PLAN_PROPOSED,
    PLAN_REJECTED,
    APPROVAL_REQUESTED,
    APPROVAL_DECIDED,
    TOOL_STARTED,
    TOOL_PROGRESS,
    TOOL_FINISHED,
    STEP_SKIPPED,
    RETRY,
    WARNING,
    RESUMED,
    CLARIFICATION_ASKED,
    ANSWER,
    REFUSED,
    CANCELLED,
    FAILED;

    /** Lower case with underscores, as it stands in JSON. */
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Type of(String json) {
      return valueOf(json.toUpperCase(Locale.ROOT));
    }

    /** Whether a run ends with it. */
    public boolean isFinal() {
      return ordinal() >= CLARIFICATION_ASKED.ordinal();
    }
  }
}
