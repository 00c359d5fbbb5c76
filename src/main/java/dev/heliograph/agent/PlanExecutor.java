package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Runs one accepted plan to its end on the loop's thread, with its calls on a shared pool: steps
 * start as soon as what they refer to is there, dependents of what gave nothing are skipped,
 * failures that may pass are retried.
 *
 * <p>Turns of a loop are the steps {@code each[0].size}, {@code each[1].size}, …; they may run at
 * the same time.
 */
final class PlanExecutor {

  private record Task(String id, Plan.Step step, Frame frame) {}

  private final RunState state;
  private final CallRunner calls;
  private final List<Task> pending = new ArrayList<>();
  private final Map<String, Task> running = new LinkedHashMap<>();

  /** Steps of this plan that have ended: whether they gave something. */
  private final Map<String, Boolean> ended = new HashMap<>();

  private final Map<String, String> endings = new HashMap<>();

  PlanExecutor(
      Plan plan,
      RunState state,
      ToolRegistry registry,
      Voxels voxels,
      Executor pool,
      Resumption resumed) {
    this.state = state;
    Numbering numbering =
        new Numbering(
            plan,
            name -> state.context().tool(name).orElse(null),
            resumed.quantitiesBefore(),
            state.lastQuantity());
    this.calls = new CallRunner(state, registry, voxels, pool, numbering, resumed.attempts());
    Frame root = new Frame(null, "", ids(plan.steps()), Map.of());
    plan.steps().forEach(s -> pending.add(new Task(s.id(), s, root)));
    for (PlannerState.Outcome o : resumed.outcomes()) {
      end(o);
    }
  }

  /**
   * What of the plan has run before.
   *
   * @param outcomes of steps of this plan
   * @param attempts how often each step was started
   * @param quantitiesBefore greatest number of a quantity before the plan
   */
  record Resumption(
      List<PlannerState.Outcome> outcomes, Map<String, Integer> attempts, int quantitiesBefore) {}

  /**
   * Runs everything that can run.
   *
   * @throws RunControl.StoppedException if the run was stopped; no call is running any more
   */
  void run() {
    while (true) {
      state.control.check();
      for (boolean moved = true; moved; ) {
        moved = false;
        for (Task task : List.copyOf(pending)) {
          moved |= advance(task);
        }
      }
      if (running.isEmpty()) {
        return; // nothing runs and nothing can start: cycles were refused by the checker
      }
      for (PlannerState.Outcome outcome : calls.await()) {
        running.remove(outcome.step().id());
        end(outcome);
        state.add(outcome);
      }
    }
  }

  /** Starts, expands or skips a task whose needs have ended; true if something changed. */
  private boolean advance(Task task) {
    if (ended.containsKey(task.id())) {
      pending.remove(task);
      return false;
    }
    for (String need : needs(task)) {
      Boolean gave = ended.get(need);
      if (gave == null) {
        return false;
      }
      if (!gave) {
        return skip(task, "it needs " + need + ", " + endings.get(need));
      }
    }
    StepValues values = new StepValues(state.context(), task.frame());
    try {
      JsonNode when = task.step().when();
      if (when != null) {
        Condition.Truth truth = new Condition(values::operand).evaluate(when);
        if (truth != Condition.Truth.TRUE) {
          return skip(
              task,
              truth == Condition.Truth.FALSE
                  ? "its condition does not hold"
                  : "its condition cannot be decided from the results");
        }
      }
      String tool = task.step().tool();
      if (tool == null) {
        return expand(task, values);
      }
      ToolManifest manifest =
          state
              .context()
              .tool(tool)
              .orElseThrow(() -> new StepValues.MissingException(tool + " is no longer there"));
      if (state.callsLeft() == 0) {
        return skip(
            task, "the limit of " + state.agent.limits().toolCalls() + " tool calls is used up");
      }
      calls.start(
          Replay.withId(task.step(), task.id()), manifest, values.arguments(task.step(), manifest));
      pending.remove(task);
      running.put(task.id(), task);
      return true;
    } catch (StepValues.MissingException e) {
      return skip(task, e.getMessage() + "");
    }
  }

  private boolean expand(Task task, StepValues values) {
    JsonNode list = values.list(Reference.parse(task.step().forEach() + ""));
    if (list.isEmpty()) {
      return skip(task, task.step().forEach() + " is empty, there is nothing to repeat");
    }
    int at = pending.indexOf(task);
    pending.remove(task);
    ended.put(task.id(), true);
    for (int i = 0; i < list.size(); i++) {
      String prefix = task.id() + "[" + i + "].";
      Frame turn =
          new Frame(
              task.frame(),
              prefix,
              ids(task.step().body()),
              Map.of(task.step().as() + "", list.get(i)));
      for (Plan.Step s : task.step().body()) {
        pending.add(at++, new Task(prefix + s.id(), s, turn));
      }
    }
    return true;
  }

  private boolean skip(Task task, String reason) {
    pending.remove(task);
    state.log.append(
        RunEvent.Type.STEP_SKIPPED, Payloads.object().put("step", task.id()).put("reason", reason));
    PlannerState.Outcome outcome =
        new PlannerState.Outcome(Replay.withId(task.step(), task.id()), null, reason);
    end(outcome);
    state.add(outcome);
    return true;
  }

  private void end(PlannerState.Outcome outcome) {
    String id = outcome.step().id();
    ended.put(id, PlanContext.payload(outcome).isPresent());
    ToolResult result = outcome.result();
    endings.put(
        id,
        result == null
            ? "which was skipped: " + outcome.skipped()
            : result.fold(
                c -> "which is done",
                i -> "which is done",
                r -> "which was rejected: " + r.reason(),
                f -> "which failed: " + f.cause(),
                c -> "which was cancelled"));
  }

  /** Full ids of the steps of this plan that a task waits for. */
  private static Set<String> needs(Task task) {
    Set<String> inner = new HashSet<>();
    collect(task.step().body(), inner);
    if (task.step().as() != null) {
      inner.add(task.step().as());
    }
    return PlanChecker.references(task.step()).stream()
        .filter(r -> !inner.contains(r.name()))
        .flatMap(r -> task.frame().step(r.name()).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void collect(List<Plan.Step> steps, Set<String> names) {
    for (Plan.Step s : steps) {
      names.add(s.id());
      if (s.as() != null) {
        names.add(s.as());
      }
      collect(s.body(), names);
    }
  }

  private static Set<String> ids(List<Plan.Step> steps) {
    return steps.stream().map(Plan.Step::id).collect(Collectors.toSet());
  }
}
