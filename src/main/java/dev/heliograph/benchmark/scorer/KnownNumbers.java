package dev.heliograph.benchmark.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can explain a number at some point of a dialogue. */
final class KnownNumbers {

  private final List<String> names = new ArrayList<>(List.of("RECIST 1.1"));
  private final List<String> said = new ArrayList<>();
  private final Map<String, JsonNode> quantities = new HashMap<>();

  /**
   * @param names names of studies and images, which may hold digits
   */
  KnownNumbers(List<String> names) {
    names.stream().filter(n -> !n.isBlank()).forEach(this.names::add);
  }

  void user(String text) {
    said.addAll(Numbers.in(text));
  }

  /** A tool's result as logged. */
  void result(JsonNode result) {
    for (JsonNode q : result.path("quantities")) {
      quantities.put(q.path("id").asText(), q);
      String citation = q.path("evidence").path("citation").asText("");
      if (!citation.isBlank()) {
        names.add(citation);
      }
    }
    result.path("outputs").forEach(this::texts);
    result.path("warnings").forEach(w -> said.addAll(Numbers.in(w.path("message").asText())));
    for (String key : List.of("reason", "fix", "cause")) {
      said.addAll(Numbers.in(result.path(key).asText("")));
    }
  }

  private void texts(JsonNode output) {
    if (output.isTextual()) {
      said.addAll(Numbers.in(output.asText()));
    } else if (output.isArray()) {
      output.forEach(this::texts);
    }
  }

  String withoutNames(String text) {
    String rest = text;
    // Longest first and whole words only: a file called "ct" must not eat into a citation.
    for (String name :
        names.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      rest =
          rest.replaceAll(
              "(?<![\\p{L}\\p{Nd}])" + Pattern.quote(name) + "(?![\\p{L}\\p{Nd}])", " ");
    }
    return rest;
  }

  boolean explains(String number) {
    if (said.contains(number)) {
      return true;
    }
    double value = Numbers.value(number);
    return said.stream().anyMatch(s -> Numbers.value(s) == value)
        || quantities.values().stream().anyMatch(q -> anyUnit(q, number));
  }

  private static boolean anyUnit(JsonNode q, String number) {
    Optional<Unit> unit = Unit.of(q.path("unit").asText());
    for (Unit u : Unit.values()) {
      if (unit.isPresent()
          && u.dimension() == unit.get().dimension()
          && Numbers.rounds(number, unit.get().convert(q.path("value").asDouble(), u))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a display is the quantity's value in the unit it names, as far as it shows digits. */
  boolean shows(String id, String display) {
    JsonNode q = quantities.get(id);
    if (q == null) {
      return false;
    }
    List<String> numbers = Numbers.in(display);
    Optional<Unit> unit = Unit.of(q.path("unit").asText());
    if (numbers.size() != 1 || unit.isEmpty()) {
      return false;
    }
    String rest = display.substring(display.indexOf(numbers.get(0)) + numbers.get(0).length());
    String symbol = rest.replace("(reference)", "").trim();
    Unit shown =
        Unit.of(symbol)
            .filter(u -> u.dimension() == unit.get().dimension())
            .orElse(symbol.isEmpty() ? unit.get() : null);
    if (shown == null) {
      return false;
    }
    double value = unit.get().convert(q.path("value").asDouble(), shown);
    boolean minus = display.toLowerCase(Locale.ROOT).matches("(?s).*[-−]\\s*\\p{Nd}.*");
    return Numbers.rounds(numbers.get(0), value) && (minus == value < 0 || Math.abs(value) < 0.5);
  }
}
