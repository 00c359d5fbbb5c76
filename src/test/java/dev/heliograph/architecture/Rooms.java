package dev.heliograph.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table of rooms of the design, as code. A room may use the rooms it names and what those may
 * use in turn ({@code tool} sees {@code volume} through {@code study}).
 */
final class Rooms {

  static final String ROOT = "dev.heliograph.";

  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("volume", Set.of()),
          entry("imaging", Set.of("volume")),
          entry("format", Set.of("volume")),
          entry("inference", Set.of("volume", "imaging")),
          entry("study", Set.of("volume", "format")),
          entry("tool", Set.of("study")),
          entry("tool.builtin", Set.of("tool", "imaging", "inference", "format")),
          entry("tool.adapter", Set.of("tool")),
          entry("agent", Set.of("tool")),
          entry("agent.planner", Set.of("agent")),
          entry("report", Set.of("agent", "format")),
          entry("benchmark", Set.of("agent", "tool", "study", "imaging", "benchmark.port")),
          entry("benchmark.port", Set.of()),
          entry("store", Set.of("study", "agent", "benchmark.port")),
          entry("security", Set.of()),
          entry(
              "web",
              Set.of(
                  "report",
                  "store",
                  "security",
                  "benchmark.port",
                  "agent.planner",
                  "tool.builtin",
                  "tool.adapter")));

  private Rooms() {}

  static Set<String> withRules() {
    return new TreeSet<>(MAY_USE.keySet());
  }

  /**
   * The room of a class: the longest name in the table (or {@code cli}) that its package starts
   * with.
   */
  static String of(JavaClass type) {
    String name = type.getPackageName() + ".";
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String inside = name.substring(ROOT.length());
    return MAY_USE.keySet().stream()
        .filter(room -> inside.startsWith(room + "."))
        .max(Comparator.comparingInt(String::length))
        .orElse(inside.isEmpty() ? "" : inside.substring(0, inside.indexOf('.')));
  }

  static ArchRule rule(String room) {
    Set<String> allowed = allowed(room);
    return ArchRuleDefinition.classes()
        .should(
            new ArchCondition<JavaClass>("(in room " + room + ") use only " + allowed) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                if (!of(type).equals(room)) {
                  return;
                }
                for (Dependency d : type.getDirectDependenciesFromSelf()) {
                  String target = of(d.getTargetClass().getBaseComponentType());
                  if (!target.isEmpty() && !target.equals(room) && !allowed.contains(target)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, room + " may not use " + target + ": " + d.getDescription()));
                  }
                }
              }
            })
        .allowEmptyShould(true);
  }

  private static Set<String> allowed(String room) {
    Set<String> all = new TreeSet<>();
    ArrayDeque<String> todo = new ArrayDeque<>(MAY_USE.getOrDefault(room, Set.of()));
    while (!todo.isEmpty()) {
      String next = todo.pop();
      if (all.add(next)) {
        todo.addAll(MAY_USE.getOrDefault(next, Set.of()));
      }
    }
    return all;
  }
}
