package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans as JSON, exactly as {@code schemas/plan.schema.json} has them, and back. */
public final class PlanJson {

  /** JSON that is no plan, and everything wrong with it. */
  public static final class InvalidPlanException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final transient List<PlanProblem> problems;

    InvalidPlanException(List<PlanProblem> problems) {
      super("no valid plan: " + problems.get(0).path() + " " + problems.get(0).message());
      this.problems = List.copyOf(problems);
    }

    public List<PlanProblem> problems() {
      return problems;
    }
  }

  private PlanJson() {}

  /**
   * @throws InvalidPlanException if the JSON does not keep to the plan's schema
   */
  public static Plan read(JsonNode json) {
    List<PlanProblem> problems = problems(json);
    if (!problems.isEmpty()) {
      throw new InvalidPlanException(problems);
    }
    return new Plan(steps(json.path("steps")));
  }

  /** What keeps the JSON from being a plan by its schema; says nothing about tools. */
  static List<PlanProblem> problems(JsonNode json) {
    return Schemas.validate("plan", json).stream()
        .map(
            p ->
                new PlanProblem(
                    p.path(), "schema", p.message(), "keep to the form of a plan's step"))
        .toList();
  }

  public static ObjectNode write(Plan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    write(plan.steps(), json.putArray("steps"));
    return json;
  }

  private static void write(List<Plan.Step> steps, ArrayNode json) {
    for (Plan.Step step : steps) {
      ObjectNode s = json.addObject().put("id", step.id());
      putIfPresent(s, "forEach", step.forEach());
      putIfPresent(s, "as", step.as());
      if (step.when() != null) {
        s.set("when", step.when());
      }
      if (step.tool() != null) {
        s.put("tool", step.tool());
        s.set("args", step.args());
      }
      if (!step.body().isEmpty()) {
        write(step.body(), s.putArray("do"));
      }
      putIfPresent(s, "why", step.why());
    }
  }

  private static void putIfPresent(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static List<Plan.Step> steps(JsonNode json) {
    List<Plan.Step> steps = new ArrayList<>();
    for (JsonNode s : json) {
      steps.add(
          new Plan.Step(
              s.path("id").asText(),
              text(s, "tool"),
              s.path("args").isObject()
                  ? ((ObjectNode) s.path("args")).deepCopy()
                  : JsonNodeFactory.instance.objectNode(),
              text(s, "why"),
              s.get("when"),
              text(s, "forEach"),
              text(s, "as"),
              steps(s.path("do"))));
    }
    return steps;
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).asText() : null;
  }
}
