package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.Port;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills plain arguments (enums, numbers, booleans, quantities) from words, by schema alone. */
final class Slots {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int BESIDE = 2;

  private final Vocabulary words;
  private final Amounts amounts;

  Slots(Vocabulary words) {
    this.words = words;
    this.amounts = new Amounts(words);
  }

  /** What the words say of these ports, by name. */
  Map<String, JsonNode> fill(List<Port> ports, List<String> tokens) {
    Map<String, JsonNode> filled = new HashMap<>();
    List<Port> meant = ports.stream().filter(p -> Tokens.meant(p, tokens)).toList();
    for (Port p : meant) {
      value(p, tokens).ifPresent(v -> filled.put(p.name(), v));
    }
    filled.putAll(measured(meant, tokens));
    return filled;
  }

  private Optional<JsonNode> value(Port port, List<String> tokens) {
    JsonNode schema = port.schema();
    List<String> options = Catalogue.enumOf(port);
    if (!options.isEmpty() && !port.type().list()) {
      return option(options, schema, tokens);
    }
    return switch (schema.path("type").asText("")) {
      case "boolean" -> flag(port, tokens);
      case "integer" -> beside(port, tokens, true);
      case "number" -> beside(port, tokens, false);
      default -> Optional.empty();
    };
  }

  /** The enum value whose words are all there; the longest, then the first. */
  private Optional<JsonNode> option(List<String> options, JsonNode schema, List<String> tokens) {
    List<String> stems = tokens.stream().map(Tokens::stem).toList();
    String best = "";
    for (String option : options) {
      List<String> o = Tokens.of(option).stream().map(Tokens::stem).toList();
      boolean letter = option.length() == 1 && Character.isLetter(option.charAt(0));
      boolean there = !o.isEmpty() && !letter && stems.containsAll(o);
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
      Matcher m =
          Pattern.compile("\\b" + Pattern.quote(option) + "\\s*(?:[(:=]|means)\\s*([^).;,]{1,120})")
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

  /** "Percentile 90", "the top 3": the number beside the port's words. */
  private Optional<JsonNode> beside(Port port, List<String> tokens, boolean whole) {
    Set<String> about = Set.copyOf(contentStems(port.name()));
    for (int i = 0; i < tokens.size(); i++) {
      if (!Tokens.isNumber(tokens.get(i))) {
        continue;
      }
      for (int j = Math.max(0, i - BESIDE); j <= Math.min(tokens.size() - 1, i + BESIDE); j++) {
        if (j != i && about.contains(Tokens.stem(tokens.get(j)))) {
          double v = Tokens.number(tokens.get(i));
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

  /**
   * Amounts with units, given to the ports of their dimension: of two such ports the lower end gets
   * the lesser one, otherwise they are filled in order. An amount to compare with ("more than 3
   * cm") fills only a port that is about a limit.
   */
  private Map<String, JsonNode> measured(List<Port> ports, List<String> tokens) {
    Map<String, JsonNode> filled = new HashMap<>();
    Map<Unit.Dimension, List<Amounts.Amount>> said = new HashMap<>();
    for (Amounts.Amount a : amounts.of(tokens)) {
      if (a.unit() != null) {
        said.computeIfAbsent(a.unit().dimension(), d -> new ArrayList<>()).add(a);
      }
    }
    said.forEach(
        (dimension, all) -> {
          List<Port> takers = new ArrayList<>();
          for (Port p : ports) {
            Unit unit = unit(p, all);
            boolean fits = unit != null && unit.dimension() == dimension;
            if (fits && (limitPort(p) || all.stream().anyMatch(a -> a.limit() == 0))) {
              takers.add(p);
            }
          }
          List<Amounts.Amount> given = new ArrayList<>(all);
          if (takers.size() > 1 && takers.stream().anyMatch(p -> end(p) != 0)) {
            takers.sort(Comparator.comparingInt(Slots::end));
            given.sort(Comparator.comparingDouble(a -> base(a)));
            if (given.size() == 1) {
              takers.removeIf(p -> end(p) != 0 && end(p) != -given.get(0).limit());
            }
          }
          for (int i = 0; i < Math.min(takers.size(), given.size()); i++) {
            Port p = takers.get(i);
            Unit unit = unit(p, all);
            if (unit != null) {
              filled.put(p.name(), quantity(p, given.get(i), unit));
            }
          }
        });
    return filled;
  }

  private static double base(Amounts.Amount a) {
    Unit unit = a.unit();
    return unit == null ? a.value() : a.value() * unit.convert(1, first(unit.dimension()));
  }

  private static Unit first(Unit.Dimension dimension) {
    for (Unit u : Unit.values()) {
      if (u.dimension() == dimension) {
        return u;
      }
    }
    throw new IllegalStateException("no unit of " + dimension);
  }

  private static JsonNode quantity(Port port, Amounts.Amount amount, Unit unit) {
    Unit said = amount.unit() == null ? unit : amount.unit();
    double value = said.convert(amount.value(), unit);
    if (!port.type().name().equals("Quantity")) {
      return JSON.numberNode(value);
    }
    ObjectNode q = JSON.objectNode();
    List<String> parameters = port.type().parameters();
    q.put("kind", parameters.isEmpty() ? port.name() : parameters.get(0));
    return q.put("value", value).put("unit", unit.ucum());
  }

  /** The unit the port takes: of its type, of the words of its name and description, or any. */
  private @Nullable Unit unit(Port port, List<Amounts.Amount> said) {
    List<String> parameters = port.type().parameters();
    boolean quantity = port.type().name().equals("Quantity") && !port.type().list();
    if (quantity && parameters.size() > 1) {
      return Unit.of(parameters.get(1)).orElse(null);
    }
    String type = port.schema().path("type").asText("");
    boolean number = type.equals("number") || type.equals("integer");
    if (number || (quantity && parameters.size() == 1)) {
      String text = port.name() + " " + port.schema().path("description").asText("");
      List<String> tokens = Tokens.of(text);
      for (String t : tokens) {
        String ucum = words.units().get(t);
        Optional<Unit> unit = ucum == null ? Optional.empty() : Unit.of(ucum);
        if (unit.isPresent()) {
          return unit.get();
        }
      }
      return quantity && limitPort(port) ? said.get(0).unit() : null;
    }
    return null;
  }

  private boolean limitPort(Port port) {
    return words.any("limits", Tokens.of(port.name()));
  }

  /** −1 for the lower end of a window, 1 for the upper one, 0 for neither. */
  private static int end(Port port) {
    List<String> name = Tokens.of(port.name());
    boolean low =
        name.stream().anyMatch(Set.of("lower", "low", "min", "minimum", "from")::contains);
    boolean high =
        name.stream().anyMatch(Set.of("upper", "high", "max", "maximum", "to")::contains);
    return low ? -1 : high ? 1 : 0;
  }

  private List<String> contentStems(String text) {
    return Tokens.of(text).stream()
        .filter(t -> !words.is("stop", t))
        .map(Tokens::stem)
        .collect(Collectors.toList());
  }
}
