package dev.heliograph.agent;

import dev.heliograph.study.Artifact;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one run works on and has done so far. Belongs to the thread of its loop; only {@code log},
 * {@code control} and {@code artifacts} are for others too.
 */
final class RunState {

  final RunStore.Run run;
  final AgentConfig agent;
  final List<PlannerState.NamedStudy> studies;
  final List<ToolManifest> tools;
  final RunLog log;
  final RunControl control;

  /** The conversation before this run. */
  final History history;

  final List<PlannerState.Outcome> outcomes = new ArrayList<>();
  final List<MeasuredQuantity> quantities = new ArrayList<>();
  final Map<String, Artifact> artifacts = new ConcurrentHashMap<>();
  int calls;

  RunState(
      RunStore.Run run,
      AgentConfig agent,
      List<PlannerState.NamedStudy> studies,
      List<ToolManifest> tools,
      RunLog log,
      RunControl control,
      History history) {
    this.run = run;
    this.agent = agent;
    this.studies = studies;
    this.tools = tools;
    this.log = log;
    this.control = control;
    this.history = history;
    history.outcomes().forEach(this::know);
  }

  /** Notes an outcome of this run. */
  void add(PlannerState.Outcome outcome) {
    outcomes.add(outcome);
    know(outcome);
  }

  private void know(PlannerState.Outcome outcome) {
    PlanContext.payload(outcome)
        .ifPresent(
            p -> {
              quantities.addAll(p.quantities());
              p.artifacts().forEach(a -> artifacts.put(a.id(), a));
            });
  }

  int callsLeft() {
    return Math.max(0, agent.limits().toolCalls() - calls);
  }

  /** What the next plan may use. */
  PlanContext context() {
    List<PlannerState.Outcome> done = new ArrayList<>(history.outcomes());
    done.addAll(outcomes);
    return new PlanContext(studies, tools, done, callsLeft());
  }

  /** The greatest number of a quantity of the conversation. */
  int lastQuantity() {
    return quantities.stream().mapToInt(q -> Numbering.of(q.id())).max().orElse(0);
  }
}
