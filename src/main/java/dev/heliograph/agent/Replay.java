package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.tool.ToolResult;
import dev.heliograph.tool.ToolResultJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a run, read back from its log. */
final class Replay {

  /** How a plan that needs the user's approval stands. */
  enum Approval {
    NONE,
    WAITING,
    GIVEN,
    DENIED
  }

  private final Map<String, Plan.Step> steps = new HashMap<>();
  private final List<PlannerState.Outcome> outcomes = new ArrayList<>();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private final List<Plan> accepted = new ArrayList<>();
  private @Nullable Plan open;
  private int outcomesBeforeOpen;
  private int callsBeforeOpen;
  private Approval approval = Approval.NONE;
  private List<PlanProblem> problems = List.of();
  private final List<PlannerState.Rejection> turnedDown = new ArrayList<>();
  private int moves;
  private int calls;
  private int rejections;
  private int sentBack;
  private @Nullable RunEvent end;

  private Replay() {}

  static Replay of(List<RunEvent> events) {
    Replay replay = new Replay();
    events.forEach(replay::add);
    return replay;
  }

  private void add(RunEvent event) {
    JsonNode p = event.payload();
    switch (event.type()) {
      case PLAN_PROPOSED -> {
        moves++;
        open(PlanJson.read(p.path("plan")));
      }
      case PLAN_REJECTED -> {
        rejections++;
        if (open == null) {
          moves++; // no plan at all: it was never proposed
        }
        problems = problems(p.path("problems"));
        if (open != null) {
          turnedDown.add(new PlannerState.Rejection(open, problems));
        }
        open = null;
      }
      case APPROVAL_REQUESTED -> approval = Approval.WAITING;
      case APPROVAL_DECIDED -> {
        approval = p.path("approved").asBoolean() ? Approval.GIVEN : Approval.DENIED;
        if (p.has("plan")) {
          open(PlanJson.read(p.path("plan")));
          approval = Approval.GIVEN;
        } else if (approval == Approval.DENIED && open != null) {
          turnedDown.add(new PlannerState.Rejection(open, List.of(RunLoop.notApproved())));
        }
      }
      case TOOL_STARTED -> {
        calls++;
        String step = p.path("step").asText();
        attempts.merge(step, 1, Integer::sum);
        unfinished.put(step, p.path("tool").asText());
        rejections = 0;
      }
      case TOOL_FINISHED -> finished(p);
      case RETRY -> {
        String step = p.path("step").asText("");
        if (!step.isEmpty()) {
          outcomes
              .subList(outcomesBeforeOpen, outcomes.size())
              .removeIf(o -> o.step().id().equals(step));
        }
      }
      case STEP_SKIPPED -> {
        String id = p.path("step").asText();
        outcomes.add(new PlannerState.Outcome(step(id), null, p.path("reason").asText()));
      }
      case WARNING -> {
        if (p.path("code").asText().equals(RunLoop.SENT_BACK)) {
          sentBack++;
          moves++;
        }
      }
      default -> {
        if (event.type().isFinal()) {
          end = event;
        }
      }
    }
  }

  private void open(Plan plan) {
    open = plan;
    outcomesBeforeOpen = outcomes.size();
    callsBeforeOpen = calls;
    approval = Approval.NONE;
    problems = List.of();
    accepted.add(plan);
    remember(plan.steps());
  }

  private void remember(List<Plan.Step> level) {
    for (Plan.Step step : level) {
      steps.put(step.id(), step);
      remember(step.body());
    }
  }

  private void finished(JsonNode p) {
    String id = p.path("step").asText();
    unfinished.remove(id);
    ToolResult result = ToolResultJson.read(p.path("result"));
    outcomes.add(new PlannerState.Outcome(step(id), result, null));
  }

  /** The planned step behind {@code each[0].size}, under its full id. */
  private Plan.Step step(String id) {
    String planned = id.substring(id.lastIndexOf('.') + 1);
    Plan.Step s = steps.get(planned);
    return s == null
        ? Plan.Step.call(id, "unknown", JsonNodeFactory.instance.objectNode(), null)
        : withId(s, id);
  }

  static Plan.Step withId(Plan.Step s, String id) {
    return new Plan.Step(id, s.tool(), s.args(), s.why(), s.when(), s.forEach(), s.as(), s.body());
  }

  private static List<PlanProblem> problems(JsonNode json) {
    List<PlanProblem> problems = new ArrayList<>();
    for (JsonNode p : json) {
      problems.add(
          new PlanProblem(
              p.path("path").asText(),
              p.path("code").asText(),
              p.path("message").asText(),
              p.path("fix").asText()));
    }
    return problems;
  }

  /** Outcomes in order of finishing; a step that is to be retried has none. */
  List<PlannerState.Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The last proposed plan, unless it was rejected. */
  Optional<Plan> open() {
    return Optional.ofNullable(open);
  }

  /** How many of the outcomes are older than the open plan. */
  int outcomesBeforeOpen() {
    return outcomesBeforeOpen;
  }

  int callsBeforeOpen() {
    return callsBeforeOpen;
  }

  Approval approval() {
    return approval;
  }

  /** Why the last plan was rejected; empty if it was not. */
  List<PlanProblem> problems() {
    return problems;
  }

  /** The plans that were not run, with the reasons, oldest first. */
  List<PlannerState.Rejection> turnedDown() {
    return turnedDown;
  }

  /** All plans proposed, oldest first. */
  List<Plan> plans() {
    return accepted;
  }

  /** How often a step's tool was started. */
  Map<String, Integer> attempts() {
    return attempts;
  }

  /** Steps whose call was started and never finished, with their tools. */
  Map<String, String> unfinished() {
    return unfinished;
  }

  int moves() {
    return moves;
  }

  int calls() {
    return calls;
  }

  /** Rejected proposals since a tool last ran. */
  int rejections() {
    return rejections;
  }

  int sentBack() {
    return sentBack;
  }

  Optional<RunEvent> end() {
    return Optional.ofNullable(end);
  }
}
