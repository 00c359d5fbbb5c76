package dev.heliograph.agent;

import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Works on one run: asks the planner for a move, checks and executes plans, guards the answer. All
 * it knows is in the run's log, so it goes on wherever a log ends.
 */
final class RunLoop {

  /** Code of the warning that an answer went back to the planner. */
  static final String SENT_BACK = "answer_sent_back";

  /** Rejected proposals in a row that a planner may correct. */
  static final int MAX_REJECTIONS = 3;

  /** Whether the run is over, or waits for the user's approval. */
  enum Outcome {
    ENDED,
    WAITING
  }

  private final RunState state;
  private final NextMove next;
  private final ToolRegistry registry;
  private final Voxels voxels;
  private final Executor pool;
  private final List<Plan> proposed = new ArrayList<>();
  private List<PlanProblem> problems = List.of();
  private final List<PlannerState.Rejection> turnedDown = new ArrayList<>();
  private List<String> guardNotes = List.of();
  private int moves;
  private int rejections;
  private int sentBack;

  RunLoop(RunState state, NextMove next, ToolRegistry registry, Voxels voxels, Executor pool) {
    this.state = state;
    this.next = next;
    this.registry = registry;
    this.voxels = voxels;
    this.pool = pool;
  }

  /**
   * Goes on from where the log ends.
   *
   * @throws RunControl.StoppedException if the run was stopped
   * @throws RunFailure if the run cannot go on
   */
  Outcome run(Replay replay) {
    replay.outcomes().forEach(state::add);
    state.calls = replay.calls();
    moves = replay.moves();
    rejections = replay.rejections();
    sentBack = replay.sentBack();
    problems = replay.problems();
    turnedDown.addAll(replay.turnedDown());
    proposed.addAll(replay.plans());
    Optional<Plan> open = replay.open();
    if (open.isPresent()) {
      if (replay.approval() == Replay.Approval.WAITING) {
        return Outcome.WAITING;
      }
      proposed.remove(proposed.size() - 1);
      if (resume(open.get(), replay)) {
        return Outcome.WAITING;
      }
    }
    while (!state.log.ended()) {
      state.control.check();
      if (moves >= state.agent.limits().moves()) {
        throw new RunFailure(
            "no answer after " + state.agent.limits().moves() + " moves of the planner",
            "ask for less at once, or raise limits.moves of the agent",
            false);
      }
      Move move = next.after(problems, turnedDown, guardNotes, sentBack == 0);
      state.control.check(); // a move that comes after the stop counts no more
      moves++;
      boolean waits =
          move.fold(
              p -> propose(p),
              a -> ask(a),
              a -> answer(a),
              r -> refuse(r),
              m ->
                  reject(
                      null,
                      List.of(
                          new PlanProblem(
                              "",
                              "malformed",
                              m.problem(),
                              "reply with one plan, question, answer or refusal"))));
      if (waits) {
        return Outcome.WAITING;
      }
    }
    return Outcome.ENDED;
  }

  /** Goes on with a plan from the log; true if it waits for approval. */
  private boolean resume(Plan plan, Replay replay) {
    replay
        .unfinished()
        .forEach(
            (step, tool) -> {
              if (state.context().tool(tool).filter(RunLoop::writes).isPresent()) {
                throw new RunFailure(
                    "a call of "
                        + tool
                        + ", which changes data, was cut off; it may have taken effect",
                    "look whether it did, then ask again",
                    false);
              }
            });
    if (replay.approval() == Replay.Approval.DENIED) {
      proposed.add(plan);
      problems = List.of(notApproved());
      return false;
    }
    retryCutOff(replay);
    List<PlannerState.Outcome> before = state.outcomes.subList(0, replay.outcomesBeforeOpen());
    List<PlannerState.Outcome> since =
        List.copyOf(state.outcomes.subList(replay.outcomesBeforeOpen(), state.outcomes.size()));
    List<PlannerState.Outcome> known = new ArrayList<>(state.history.outcomes());
    known.addAll(before);
    PlanContext then =
        new PlanContext(
            state.studies,
            state.tools,
            known,
            state.agent.limits().toolCalls() - replay.callsBeforeOpen());
    int quantities =
        known.stream()
            .flatMap(o -> PlanContext.payload(o).stream())
            .flatMap(p -> p.quantities().stream())
            .mapToInt(q -> Numbering.of(q.id()))
            .max()
            .orElse(0);
    return accept(
        plan,
        then,
        replay.approval() == Replay.Approval.GIVEN,
        new PlanExecutor.Resumption(since, replay.attempts(), quantities));
  }

  /** A failure that would have been retried had the log not ended there. */
  private void retryCutOff(Replay replay) {
    for (int i = state.outcomes.size() - 1; i >= replay.outcomesBeforeOpen(); i--) {
      Plan.Step step = state.outcomes.get(i).step();
      int attempts = replay.attempts().getOrDefault(step.id(), 1);
      Optional<ToolManifest> tool = state.context().tool(step.tool() + "");
      if (state.outcomes.get(i).result() instanceof ToolResult.Failed f
          && tool.isPresent()
          && state.callsLeft() > 0
          && CallRunner.retryable(f, attempts, tool.get())) {
        state.outcomes.remove(i);
        state.log.append(
            RunEvent.Type.RETRY,
            Payloads.object()
                .put("step", step.id())
                .put("attempt", attempts + 1)
                .put("delayMs", 0)
                .put("cause", f.cause()));
      }
    }
  }

  private boolean propose(Move.Propose move) {
    Plan plan = move.plan();
    List<PlanProblem> form = PlanJson.problems(PlanJson.write(plan));
    if (!form.isEmpty()) {
      return reject(plan, form);
    }
    Plan shown = new Grounding(state).shown(plan);
    state.log.append(RunEvent.Type.PLAN_PROPOSED, Payloads.proposed(shown, move.explanation()));
    return accept(
        shown,
        state.context(),
        false,
        new PlanExecutor.Resumption(List.of(), Map.of(), state.lastQuantity()));
  }

  /** Checks and runs a proposed plan; true if it waits for approval. */
  private boolean accept(
      Plan plan, PlanContext context, boolean approved, PlanExecutor.Resumption resumption) {
    List<PlanProblem> found = new ArrayList<>(PlanChecker.check(plan, context));
    if (proposed.stream().anyMatch(p -> Signature.of(p).equals(Signature.of(plan)))) {
      found.add(
          new PlanProblem(
              "steps",
              "repeated",
              "the same calls were proposed before in this turn",
              "use their results, propose other calls, or say why it cannot be done"));
    }
    proposed.add(plan);
    if (!found.isEmpty()) {
      return reject(plan, found);
    }
    if (!approved && writing(plan.steps(), context).isPresent()) {
      state.log.append(
          RunEvent.Type.APPROVAL_REQUESTED,
          Payloads.proposed(plan, null)
              .put("reason", writing(plan.steps(), context).get() + " changes data"));
      return true;
    }
    problems = List.of();
    rejections = 0;
    new PlanExecutor(plan, state, registry, voxels, pool, resumption).run();
    return false;
  }

  private static Optional<String> writing(List<Plan.Step> steps, PlanContext context) {
    return steps.stream()
        .flatMap(
            s ->
                (s.tool() == null
                        ? writing(s.body(), context)
                        : context.tool(s.tool()).filter(RunLoop::writes).map(ToolManifest::title))
                    .stream())
        .findFirst();
  }

  private static boolean writes(ToolManifest tool) {
    return tool.effects() == ToolManifest.Effects.WRITE;
  }

  static PlanProblem notApproved() {
    return new PlanProblem(
        "steps",
        "not_approved",
        "the user did not approve the plan",
        "do without what changes data, or refuse");
  }

  private boolean reject(@Nullable Plan plan, List<PlanProblem> found) {
    state.log.append(RunEvent.Type.PLAN_REJECTED, Payloads.rejected(plan, found));
    rejections++;
    problems = found;
    if (plan != null) {
      turnedDown.add(new PlannerState.Rejection(plan, found));
    }
    if (rejections > MAX_REJECTIONS) {
      PlanProblem first = found.get(0);
      throw new RunFailure(
          "the planner found no plan that can run in "
              + rejections
              + " attempts; the last one: "
              + first.message(),
          first.fix(),
          false);
    }
    return false;
  }

  private boolean ask(Move.Ask ask) {
    Grounding grounding = new Grounding(state);
    if (!sendBack(grounding.notes(ask.text()))) {
      state.log.append(RunEvent.Type.CLARIFICATION_ASKED, grounding.clarification(ask));
    }
    return false;
  }

  private boolean answer(Move.Answer answer) {
    Grounding grounding = new Grounding(state);
    if (!sendBack(grounding.notes(answer.text()))) {
      state.log.append(RunEvent.Type.ANSWER, grounding.answer(answer.text()));
    }
    return false;
  }

  private boolean refuse(Move.Refuse refuse) {
    Grounding grounding = new Grounding(state);
    if (!sendBack(grounding.notes(refuse.reason()))) {
      state.log.append(RunEvent.Type.REFUSED, grounding.refusal(refuse));
    }
    return false;
  }

  /** Sends a text with unexplained numbers back, once in a run; false if it may not go back. */
  private boolean sendBack(List<String> notes) {
    if (notes.isEmpty() || sentBack > 0 || moves >= state.agent.limits().moves()) {
      return false;
    }
    sentBack++;
    guardNotes = notes;
    state.log.append(
        RunEvent.Type.WARNING,
        Payloads.object()
            .put("code", SENT_BACK)
            .put(
                "message", "The text held a number that no tool measured; it is being rewritten."));
    return true;
  }
}
