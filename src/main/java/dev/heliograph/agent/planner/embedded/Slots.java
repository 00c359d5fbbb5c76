package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Port;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills plain arguments (enums, numbers, booleans, quantities) from words, by schema alone. */
final class Slots {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A number that was said.
   *
   * @param unit null for a bare number
   * @param limit 1 for "more than", −1 for "less than", 0 for neither
   */
  record Amount(
      double value, @org.jspecify.annotations.Nullable Unit unit, int limit, String said) {}

  private final Vocabulary words;

  Slots(Vocabulary words) {
    this.words = words;
  }

  /** The value that the words give this port, or empty. */
  Optional<JsonNode> fill(Port port, List<String> tokens) {
    JsonNode schema = port.schema();
    List<String> options = Catalogue.enumOf(port);
    if (!options.isEmpty() && !port.type().list()) {
      return option(options, schema, tokens);
    }
    String type = schema.path("type").asText("");
    if (port.type().name().equals("Quantity")) {
      return quantity(port, tokens);
    }
    return switch (type) {
      case "boolean" -> flag(port, tokens);
      case "integer", "number" -> number(port, tokens, type.equals("integer"));
      default -> Optional.empty();
    };
  }

  /** The enum value whose words are all there; the longest, then the first. */
  private Optional<JsonNode> option(List<String> options, JsonNode schema, List<String> tokens) {
    List<String> stems = tokens.stream().map(Tokens::stem).toList();
    String best = "";
    for (String option : options) {
      List<String> o = Tokens.of(option).stream().map(Tokens::stem).toList();
      boolean there = !o.isEmpty() && stems.containsAll(o);
      if (there && option.length() > best.length()) {
        best = option;
      }
    }
    if (best.isEmpty()) {
      best = explained(options, schema.path("description").asText(""), stems);
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(JSON.textNode(best));
  }

  /** A description may explain its values: "F (female, woman) or M (male, man)". */
  private static String explained(List<String> options, String description, List<String> stems) {
    for (String option : options) {
      java.util.regex.Matcher m =
          java.util.regex.Pattern.compile(
                  "\\b" + java.util.regex.Pattern.quote(option) + "\\s*[(:=]\\s*([^).;]{1,120})")
              .matcher(description);
      if (m.find()
          && Tokens.of(m.group(1)).stream()
              .filter(w -> w.length() > 2)
              .map(Tokens::stem)
              .anyMatch(stems::contains)) {
        return option;
      }
    }
    return "";
  }

  private Optional<JsonNode> flag(Port port, List<String> tokens) {
    List<String> stems = tokens.stream().map(Tokens::stem).toList();
    List<String> name = contentStems(port.name());
    if (name.isEmpty() || !stems.containsAll(name)) {
      return Optional.empty();
    }
    int at = stems.indexOf(name.get(0));
    boolean not =
        at > 0 && (words.is("exclusion", tokens.get(at - 1)) || tokens.get(at - 1).equals("no"));
    return Optional.of(JSON.booleanNode(!not));
  }

  /**
   * "percentile 90", "the top 3", "5 mm" for {@code min_size_mm}: the number beside the port's
   * words.
   */
  private Optional<JsonNode> number(Port port, List<String> tokens, boolean whole) {
    Set<String> about = Set.copyOf(contentStems(port.name()));
    for (int i = 0; i < tokens.size(); i++) {
      if (!Tokens.isNumber(tokens.get(i))) {
        continue;
      }
      for (int j = Math.max(0, i - 2); j <= Math.min(tokens.size() - 1, i + 2); j++) {
        if (j != i && about.contains(Tokens.stem(tokens.get(j)))) {
          double v = Double.parseDouble(tokens.get(i).replace(',', '.'));
          if (whole && v == Math.rint(v) && Math.abs(v) < Integer.MAX_VALUE) {
            return Optional.of(JSON.numberNode((int) v));
          } else if (!whole) {
            return Optional.of(JSON.numberNode(v));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A quantity the user gave; one to compare with fills only a port that is about a limit. */
  private Optional<JsonNode> quantity(Port port, List<String> tokens) {
    List<String> parameters = port.type().parameters();
    if (parameters.size() < 2) {
      return Optional.empty();
    }
    Optional<Unit> wanted = Unit.of(parameters.get(1));
    boolean limitPort =
        contentStems(port.name()).stream()
            .anyMatch(Set.of("threshold", "limit", "min", "max", "cutoff", "least")::contains);
    for (Amount a : amounts(tokens)) {
      if (a.unit() != null
          && wanted.isPresent()
          && a.unit().dimension() == wanted.get().dimension()
          && (a.limit() == 0 || limitPort)) {
        ObjectNode q = JSON.objectNode();
        q.put("kind", parameters.get(0));
        q.put("value", a.unit().convert(a.value(), wanted.get()));
        q.put("unit", wanted.get().ucum());
        return Optional.of(q);
      }
    }
    return Optional.empty();
  }

  /** All numbers said, with their units and whether they are limits. */
  List<Amount> amounts(List<String> tokens) {
    List<Amount> amounts = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String t = tokens.get(i);
      if (Tokens.isNumber(t)) {
        String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
        Unit unit = Unit.of(words.units().getOrDefault(next, "")).orElse(null);
        amounts.add(
            new Amount(
                Double.parseDouble(t.replace(',', '.')),
                unit,
                limit(tokens, i),
                unit == null ? t : t + " " + unit.symbol()));
      }
    }
    return amounts;
  }

  private int limit(List<String> tokens, int at) {
    for (int n = 2; n >= 1; n--) {
      if (at >= n) {
        String before = String.join(" ", tokens.subList(at - n, at));
        if (words.is("above", before)) {
          return 1;
        }
        if (words.is("below", before)) {
          return -1;
        }
      }
    }
    return 0;
  }

  /** The unit that the words ask for where they give no number: "in litres". */
  Optional<Unit> unit(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      String ucum = words.units().get(tokens.get(i));
      if (ucum != null && (i == 0 || !Tokens.isNumber(tokens.get(i - 1)))) {
        return Unit.of(ucum);
      }
    }
    return Optional.empty();
  }

  private List<String> contentStems(String text) {
    return Tokens.of(text).stream()
        .filter(t -> !words.is("stop", t))
        .map(Tokens::stem)
        .collect(Collectors.toList());
  }
}
