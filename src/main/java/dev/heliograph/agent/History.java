package dev.heliograph.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What was said and done in a conversation before a run, read from the logs of its earlier runs.
 *
 * @param turns finished turns, oldest first
 * @param outcomes what their steps gave
 */
record History(List<PlannerState.Turn> turns, List<PlannerState.Outcome> outcomes) {

  static History before(RunStore.Run run, RunStore store) {
    List<PlannerState.Turn> turns = new ArrayList<>();
    List<PlannerState.Outcome> outcomes = new ArrayList<>();
    for (RunStore.Run earlier : store.runs(run.conversation())) {
      if (earlier.id().equals(run.id())) {
        break;
      }
      Replay replay = Replay.of(store.events(earlier.id(), 0));
      outcomes.addAll(replay.outcomes());
      replay.end().ifPresent(e -> turns.add(turn(earlier.text(), e)));
    }
    return new History(List.copyOf(turns), List.copyOf(outcomes));
  }

  private static PlannerState.Turn turn(String user, RunEvent end) {
    String field =
        switch (end.type()) {
          case ANSWER, CLARIFICATION_ASKED -> "text";
          case REFUSED -> "reason";
          case FAILED -> "cause";
          default -> "by";
        };
    return new PlannerState.Turn(
        user,
        end.payload().path(field).asText(),
        end.type().json(),
        end.type() == RunEvent.Type.CLARIFICATION_ASKED
            ? end.payload().path("slot").asText()
            : null);
  }
}
