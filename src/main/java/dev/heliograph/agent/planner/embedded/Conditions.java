package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** "If …" as the {@code when} of a step: what the words say of the outputs of what decides it. */
final class Conditions {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Vocabulary words;
  private final Amounts amounts;
  private final Asked asked;

  Conditions(Catalogue catalogue) {
    this.words = catalogue.vocabulary();
    this.amounts = new Amounts(words);
    this.asked = new Asked(words);
  }

  /** The condition; of several deciding tasks any may hold. Empty if none says what must hold. */
  Optional<JsonNode> of(List<Task> deciding, boolean unless) {
    List<JsonNode> each = new ArrayList<>();
    for (Task t : deciding) {
      if (t instanceof Task.Planned p) {
        of(p.ask(), p.tool(), p.step()).ifPresent(each::add);
      } else if (t instanceof Task.Done d) {
        of(d.ask(), d.tool(), d.outcome().step().id()).ifPresent(each::add);
      }
    }
    if (each.isEmpty()) {
      return Optional.empty();
    }
    JsonNode holds = each.get(0);
    if (each.size() > 1) {
      ObjectNode any = JSON.objectNode();
      each.forEach(any.putArray("any")::add);
      holds = any;
    }
    return Optional.of(unless ? JSON.objectNode().set("not", holds) : holds);
  }

  private Optional<JsonNode> of(Task.Ask ask, ToolManifest tool, String step) {
    List<String> tokens = ask.request().text();
    return limit(tool, step, tokens)
        .or(() -> verdict(tool, step, tokens))
        .or(() -> some(tool, step));
  }

  /** "More than 1800 mL", "fewer than three". */
  private Optional<JsonNode> limit(ToolManifest tool, String step, List<String> tokens) {
    for (Amounts.Amount a : amounts.of(tokens)) {
      for (String name : a.limit() == 0 ? List.<String>of() : asked.of(tool, tokens)) {
        Port p =
            tool.outputs().stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
        boolean count = p.type().name().equals("Count") && a.unit() == null;
        if (count || (a.unit() != null && measures(p, a.unit()))) {
          ArrayNode sides = JSON.arrayNode().add("$" + step + "." + name);
          Unit unit = a.unit();
          if (unit == null) {
            sides.add(a.value());
          } else {
            sides.add(JSON.objectNode().put("value", a.value()).put("unit", unit.ucum()));
          }
          return Optional.of(JSON.objectNode().set(a.limit() > 0 ? "gt" : "lt", sides));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean measures(Port p, Unit unit) {
    List<String> parameters = p.type().parameters();
    return p.type().name().equals("Quantity")
        && (parameters.size() < 2
            || Unit.of(parameters.get(1))
                .map(u -> u.dimension() == unit.dimension())
                .orElse(false));
  }

  /** "Enlarged" is the class "above"; "abnormal" is any but the normal one. */
  private Optional<JsonNode> verdict(ToolManifest tool, String step, List<String> tokens) {
    for (Port p : tool.outputs()) {
      List<String> classes = p.type().name().equals("Class") ? Catalogue.enumOf(p) : List.of();
      for (String t : tokens) {
        String said = Tokens.stem(t);
        for (String c : classes) {
          boolean named =
              c.equals(t)
                  || Tokens.of(c).stream().map(Tokens::stem).toList().equals(List.of(said))
                  || words.verdicts().getOrDefault(t, List.of()).contains(c);
          if (named) {
            return Optional.of(compare("eq", step, p, c));
          }
        }
        if (t.equals("abnormal")) {
          Optional<String> normal =
              classes.stream()
                  .filter(words.verdicts().getOrDefault("normal", List.of())::contains)
                  .findFirst();
          if (normal.isPresent()) {
            return Optional.of(compare("ne", step, p, normal.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static JsonNode compare(String how, String step, Port p, String value) {
    ArrayNode sides = JSON.arrayNode().add("$" + step + "." + p.name()).add(value);
    return JSON.objectNode().set(how, sides);
  }

  /** "If there are lesions": a count above none. */
  private static Optional<JsonNode> some(ToolManifest tool, String step) {
    return tool.outputs().stream()
        .filter(p -> p.required() && p.type().name().equals("Count"))
        .findFirst()
        .map(
            p ->
                JSON.objectNode()
                    .set("gt", JSON.arrayNode().add("$" + step + "." + p.name()).add(0)));
  }
}
