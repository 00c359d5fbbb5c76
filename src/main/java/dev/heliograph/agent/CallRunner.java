package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Study;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolResultJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Starts the calls of one plan on the pool and writes their events: started, progress (five a
 * second at most), finished, retry. All events are written by the loop's thread.
 */
final class CallRunner {

  /** Calls that failed and may pass are repeated this often. */
  static final int MAX_RETRIES = 2;

  /** How long stopped calls may take to end; the invoker itself leaves a deaf tool after 0.4 s. */
  private static final long STOP_MILLIS = 600;

  private static final long POLL_MILLIS = 200;
  private static final long RETRY_DELAY_MILLIS = 100;

  private record Running(
      Plan.Step step, ToolCall call, ToolManifest manifest, RunToolContext context, long started) {}

  private record Ended(@Nullable String call, ToolResult result) {}

  private record Delayed(Plan.Step step, ToolManifest manifest, ObjectNode args, long dueNanos) {}

  private final RunState state;
  private final ToolRegistry registry;
  private final Voxels voxels;
  private final Executor pool;
  private final Numbering numbering;
  private final Map<String, Integer> attempts;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final List<Delayed> delayed = new ArrayList<>();
  private final LinkedBlockingQueue<Ended> queue = new LinkedBlockingQueue<>();
  private final List<Study> studies;

  CallRunner(
      RunState state,
      ToolRegistry registry,
      Voxels voxels,
      Executor pool,
      Numbering numbering,
      Map<String, Integer> attempts) {
    this.state = state;
    this.registry = registry;
    this.voxels = voxels;
    this.pool = pool;
    this.numbering = numbering;
    this.attempts = new HashMap<>(attempts);
    this.studies = state.studies.stream().map(PlannerState.NamedStudy::study).toList();
    state.control.onStop(() -> queue.add(new Ended(null, new ToolResult.Cancelled())));
  }

  /** Starts a call; its end comes out of {@link #await()}. */
  void start(Plan.Step step, ToolManifest manifest, ObjectNode arguments) {
    ToolCall call = new ToolCall(Ids.next(), manifest.id(), arguments);
    RunToolContext context =
        new RunToolContext(studies, state.artifacts, voxels, manifest.id(), state.control::stopped);
    state.calls++;
    int attempt = attempts.merge(step.id(), 1, Integer::sum);
    state.log.append(RunEvent.Type.TOOL_STARTED, Payloads.started(step.id(), call, attempt));
    running.put(call.id(), new Running(step, call, manifest, context, System.nanoTime()));
    pool.execute(() -> queue.add(new Ended(call.id(), invoke(manifest, call, context))));
  }

  private ToolResult invoke(ToolManifest manifest, ToolCall call, RunToolContext context) {
    try {
      Optional<Tool> tool = registry.find(manifest.id());
      if (tool.isEmpty()) {
        return new ToolResult.Rejected(
            manifest.id() + " is no longer there", "plan with the tools there are");
      }
      List<PlanProblem> problems =
          Preconditions.problems(
              manifest,
              call.arguments(),
              id ->
                  studies.stream()
                      .flatMap(s -> s.images().stream())
                      .filter(i -> i.id().equals(id))
                      .findFirst());
      if (!problems.isEmpty()) {
        return new ToolResult.Rejected(
            problems.stream().map(PlanProblem::message).collect(Collectors.joining("; ")),
            problems.get(0).fix());
      }
      return ToolInvoker.call(tool.get(), call, context);
    } catch (RuntimeException | Error e) {
      return new ToolResult.Failed(
          manifest.id() + " failed with " + e.getClass().getSimpleName(), false);
    }
  }

  /**
   * Waits until something ends for good, writing progress meanwhile. Empty if only a retry began.
   *
   * @throws RunControl.StoppedException if the run was stopped; no call is running any more
   */
  List<PlannerState.Outcome> await() {
    while (true) {
      Ended ended = poll(POLL_MILLIS);
      if (state.control.stopped()) {
        stop(ended);
        state.control.check();
      }
      startDue();
      progress();
      Running r = ended == null || ended.call() == null ? null : running.remove(ended.call());
      if (ended != null && r != null) {
        ToolResult result = finish(r, ended.result());
        if (!retry(r, result)) {
          return List.of(new PlannerState.Outcome(r.step(), result, null));
        }
      }
    }
  }

  private ToolResult finish(Running r, ToolResult raw) {
    ToolResult result = numbering.number(r.step().id(), raw);
    state.log.append(
        RunEvent.Type.TOOL_FINISHED,
        Payloads.finished(
            r.step().id(),
            r.call(),
            (System.nanoTime() - r.started()) / 1_000_000,
            ToolResultJson.write(result)));
    return result;
  }

  private boolean retry(Running r, ToolResult result) {
    int made = attempts.getOrDefault(r.step().id(), 1);
    if (!(result instanceof ToolResult.Failed f)
        || !retryable(f, made, r.manifest())
        || state.callsLeft() == 0) {
      return false;
    }
    long delay = RETRY_DELAY_MILLIS * made;
    state.log.append(
        RunEvent.Type.RETRY,
        Payloads.object()
            .put("step", r.step().id())
            .put("attempt", made + 1)
            .put("delayMs", delay)
            .put("cause", f.cause()));
    delayed.add(
        new Delayed(
            r.step(), r.manifest(), r.call().arguments(), System.nanoTime() + delay * 1_000_000));
    return true;
  }

  /** Whether to call again; what changes data is never repeated, as it may have taken effect. */
  static boolean retryable(ToolResult.Failed failed, int attemptsMade, ToolManifest tool) {
    return failed.retryable()
        && attemptsMade <= MAX_RETRIES
        && tool.effects() == ToolManifest.Effects.READ;
  }

  private void startDue() {
    for (Iterator<Delayed> i = delayed.iterator(); i.hasNext(); ) {
      Delayed d = i.next();
      if (d.dueNanos() - System.nanoTime() <= 0) {
        i.remove();
        start(d.step(), d.manifest(), d.args());
      }
    }
  }

  private void progress() {
    for (Running r : running.values()) {
      RunToolContext.Progress p = r.context().takeProgress();
      if (p != null) {
        state.log.append(
            RunEvent.Type.TOOL_PROGRESS,
            Payloads.object()
                .put("step", r.step().id())
                .put("call", r.call().id())
                .put("fraction", p.fraction())
                .put("message", p.message()));
      }
    }
  }

  /** Gives the calls a moment to end, then writes how they ended; deaf ones as cancelled. */
  private void stop(@Nullable Ended first) {
    long until = System.nanoTime() + STOP_MILLIS * 1_000_000;
    Ended ended = first;
    while (true) {
      Running r = ended == null || ended.call() == null ? null : running.remove(ended.call());
      if (ended != null && r != null) {
        finish(r, ended.result());
      }
      long left = (until - System.nanoTime()) / 1_000_000;
      if (running.isEmpty() || left <= 0) {
        break;
      }
      ended = poll(left);
    }
    running.values().forEach(r -> finish(r, new ToolResult.Cancelled()));
    running.clear();
  }

  private @Nullable Ended poll(long millis) {
    long wait = millis;
    for (Delayed d : delayed) {
      wait = Math.min(wait, Math.max(1, (d.dueNanos() - System.nanoTime()) / 1_000_000));
    }
    try {
      return queue.poll(wait, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      state.control.stop(RunControl.Reason.SHUTDOWN, "shutdown");
      return null;
    }
  }
}
