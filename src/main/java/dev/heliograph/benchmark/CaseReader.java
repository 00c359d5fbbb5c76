package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.PlanJson;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.tool.Schemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one case, and says everything that is wrong with it at once. */
public final class CaseReader {

  /** The case, unless there are problems. */
  public record Read(Optional<Case> value, List<CaseProblem> problems) {}

  private CaseReader() {}

  /**
   * @param shown how problems name the file
   */
  public static Read read(Path file, String shown) throws IOException {
    JsonNode json;
    try {
      json = BoundedYaml.read(file);
    } catch (IllegalArgumentException e) {
      return new Read(
          Optional.empty(),
          List.of(new CaseProblem(shown, "", e.getMessage() + "", "correct the file's syntax")));
    }
    return of(json, shown);
  }

  /** As {@link #read}, of a document. */
  public static Read of(JsonNode json, String shown) {
    List<CaseProblem> problems = new ArrayList<>();
    for (Schemas.Problem p : Schemas.validate("case", json)) {
      problems.add(
          new CaseProblem(shown, p.path(), p.message(), "keep to schemas/case.schema.json"));
    }
    if (!problems.isEmpty()) {
      return new Read(Optional.empty(), problems);
    }
    Case read = parse(json);
    problems.addAll(CaseCheck.problems(read, json, shown));
    return problems.isEmpty()
        ? new Read(Optional.of(read), problems)
        : new Read(Optional.empty(), problems);
  }

  private static Case parse(JsonNode json) {
    List<Case.Turn> turns = turns(json.path("turns"));
    JsonNode limits = json.path("limits");
    Case.Limits d = Case.Limits.DEFAULT;
    return new Case(
        json.path("id").asText(),
        json.path("suite").asText(),
        json.path("split").asText(),
        json.path("note").asText(""),
        text(json, "twin"),
        json.path("seed").asLong(0),
        json.path("epochs").asInt(1),
        new Case.Limits(
            limits.path("turns").asInt(d.turns()),
            limits.path("toolCalls").asInt(d.toolCalls()),
            limits.path("seconds").asInt(d.seconds())),
        list(
            json.path("studies"),
            s ->
                new Case.StudyUse(
                    s.path("fixture").asText(),
                    s.path("as").asText(),
                    Modality.of(s.path("modality").asText("")).orElse(null))),
        new Case.Tools(
            list(json.path("tools").path("allow"), JsonNode::asText),
            json.path("tools").path("mode").asText("real").equals("oracle")),
        list(
            json.path("faults"),
            f ->
                new Case.Fault(
                    f.path("tool").asText(),
                    f.path("call").asInt(),
                    Case.FaultKind.valueOf(f.path("error").asText().toUpperCase(Locale.ROOT)))),
        turns,
        expect(json.path("expect"), turns.size()),
        gold(json, turns.size()),
        Hashes.of(json));
  }

  private static List<Case.Turn> turns(JsonNode json) {
    List<Case.Turn> turns = new ArrayList<>();
    for (JsonNode t : json) {
      if (t.has("behaviour")) {
        Case.Behaviour behaviour =
            Case.Behaviour.valueOf(t.path("behaviour").asText().toUpperCase(Locale.ROOT));
        turns.add(new Case.Turn(t.path("user").asText(), behaviour, List.of()));
      } else if (!turns.isEmpty()) {
        Case.Turn last = turns.remove(turns.size() - 1);
        List<Case.Reply> replies = new ArrayList<>(last.replies());
        replies.add(new Case.Reply(text(t, "about"), t.path("user").asText()));
        turns.add(new Case.Turn(last.user(), last.behaviour(), replies));
      }
    }
    return turns;
  }

  private static Case.Expect expect(JsonNode json, int lastTurn) {
    return new Case.Expect(
        list(
            json.path("milestones"),
            m ->
                new Case.Milestone(
                    m.path("id").asText(),
                    call(m),
                    list(m.path("after"), JsonNode::asText),
                    m.has("turn") ? m.path("turn").asInt() : null)),
        list(json.path("minefields"), CaseReader::call),
        list(json.path("state"), CaseReader::state),
        list(json.path("answer"), a -> answer(a, lastTurn)),
        list(json.path("mentions"), JsonNode::asText),
        json.has("numbers"));
  }

  private static Case.CallPattern call(JsonNode json) {
    return new Case.CallPattern(
        json.path("call").asText(),
        json.path("args").isObject()
            ? ((ObjectNode) json.path("args")).deepCopy()
            : JsonNodeFactory.instance.objectNode());
  }

  private static Case.StateCheck state(JsonNode s) {
    String artifact = s.path("artifact").asText();
    int dot = artifact.indexOf('.');
    String label = s.path("label").asText();
    Case.Metric metric = Case.Metric.valueOf(s.path("metric").asText().toUpperCase(Locale.ROOT));
    double tolerance =
        metric == Case.Metric.NSD
            ? s.path("toleranceMm").asDouble(FlareRules.toleranceMm(label).orElse(Double.NaN))
            : Double.NaN;
    return new Case.StateCheck(
        dot < 0 ? artifact : artifact.substring(0, dot),
        dot < 0 ? "" : artifact.substring(dot + 1),
        label,
        metric,
        tolerance,
        s.path("iou").asDouble(Double.NaN),
        s.path(metric == Case.Metric.HD95 ? "atMost" : "atLeast").asDouble(Double.NaN));
  }

  private static Case.AnswerItem answer(JsonNode a, int lastTurn) {
    return new Case.AnswerItem(
        text(a, "quantity"),
        a.path("kind").asText(),
        text(a, "structure"),
        a.has("value") ? a.path("value").asDouble() : null,
        text(a, "unit"),
        a.path("relTol").asDouble(0),
        a.path("absTol").asDouble(0),
        text(a, "bound"),
        a.has("class") ? List.of(a.path("class").asText().split("\\|", -1)) : List.of(),
        list(a.path("not"), JsonNode::asText),
        a.path("turn").asInt(lastTurn));
  }

  private static List<Optional<Plan>> gold(JsonNode json, int turns) {
    List<Optional<Plan>> gold = new ArrayList<>();
    if (json.has("gold")) {
      gold.add(Optional.of(PlanJson.read(json.path("gold"))));
    }
    for (JsonNode plan : json.path("goldTurns")) {
      gold.add(plan.isObject() ? Optional.of(PlanJson.read(plan)) : Optional.empty());
    }
    while (gold.size() < turns) {
      gold.add(Optional.empty());
    }
    return gold;
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    array.forEach(e -> list.add(element.apply(e)));
    return list;
  }

  private static @Nullable String text(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).asText() : null;
  }
}
