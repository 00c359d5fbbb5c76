package dev.heliograph.agent;

import dev.heliograph.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Asks a run's planner what to do next; a provider's passing failure is retried. */
final class NextMove {

  private static final int MAX_PROVIDER_RETRIES = 2;
  private static final long PROVIDER_DELAY_MILLIS = 500;

  private final RunState state;
  private final Planner planner;
  private final ToolRegistry registry;
  private final Map<String, String> prompts;
  private final Consumer<String> tokens;

  /**
   * @param prompts the agent's prompts by name
   * @param tokens gets the text of an answer, guarded, while it is being written
   */
  NextMove(
      RunState state,
      Planner planner,
      ToolRegistry registry,
      Map<String, String> prompts,
      Consumer<String> tokens) {
    this.state = state;
    this.planner = planner;
    this.registry = registry;
    this.prompts = prompts;
    this.tokens = tokens;
  }

  /**
   * @param problems why the last plan was rejected; empty if it was not
   * @param turnedDown every plan of this turn that was not run
   * @param guardNotes why the last text was sent back
   * @param streamed whether text is shown while it is written
   * @throws RunControl.StoppedException if the run was stopped
   * @throws RunFailure if the planner fails for good
   */
  Move after(
      List<PlanProblem> problems,
      List<PlannerState.Rejection> turnedDown,
      List<String> guardNotes,
      boolean streamed) {
    DraftStream draft = new DraftStream(new Grounding(state), streamed ? tokens : t -> {});
    PlannerState asked = plannerState(problems, turnedDown, guardNotes, draft);
    for (int attempt = 1; ; attempt++) {
      try {
        return planner.next(asked);
      } catch (Planner.PlannerException e) {
        state.control.check();
        if (!e.retryable() || attempt > MAX_PROVIDER_RETRIES) {
          throw new RunFailure(e.getMessage() + "", e.fix(), e.retryable());
        }
        long delay = PROVIDER_DELAY_MILLIS << (attempt - 1);
        state.log.append(
            RunEvent.Type.RETRY,
            Payloads.object()
                .put("attempt", attempt + 1)
                .put("delayMs", delay)
                .put("cause", e.getMessage() + ""));
        state.control.sleep(delay);
      } catch (CancellationException e) {
        state.control.check();
        throw e;
      }
    }
  }

  private PlannerState plannerState(
      List<PlanProblem> problems,
      List<PlannerState.Rejection> turnedDown,
      List<String> guardNotes,
      Consumer<String> draft) {
    return new PlannerState(
        state.run.conversation(),
        state.studies,
        state.history.turns(),
        state.run.text(),
        List.copyOf(state.outcomes),
        problems,
        List.copyOf(turnedDown),
        guardNotes,
        state.tools,
        registry,
        List.copyOf(state.quantities),
        state.history.outcomes(),
        prompts,
        state.callsLeft(),
        state.control::stopped,
        this::modelCalled,
        draft);
  }

  private void modelCalled(PlannerState.ModelCall call) {
    state.log.append(
        RunEvent.Type.MODEL_CALLED,
        Payloads.object()
            .put("model", call.model())
            .put("inputTokens", call.inputTokens())
            .put("outputTokens", call.outputTokens())
            .put("millis", call.millis())
            .put("outcome", call.outcome()));
  }
}
