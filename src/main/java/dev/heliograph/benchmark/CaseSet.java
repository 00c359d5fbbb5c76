package dev.heliograph.benchmark;

import dev.heliograph.agent.Plan;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cases of files and folders, checked together.
 *
 * @param cases by id
 * @param problems if there are any, nothing is run
 * @param skipped cases that cannot run here (no fixture, no weights), and why
 */
public record CaseSet(List<Case> cases, List<CaseProblem> problems, Map<String, String> skipped) {

  public CaseSet {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /** Reads a file, or every {@code .yaml} file below a folder. */
  public static CaseSet load(Path root, Fixtures fixtures, ToolRegistry tools) throws IOException {
    List<CaseProblem> problems = new ArrayList<>();
    Map<String, Case> cases = new TreeMap<>();
    Map<String, String> files = new TreeMap<>();
    for (Path file : files(root)) {
      String shown = file.toString();
      CaseReader.Read read = CaseReader.read(file, shown);
      problems.addAll(read.problems());
      read.value()
          .ifPresent(
              c -> {
                String other = files.putIfAbsent(c.id(), shown);
                if (other != null) {
                  problems.add(
                      new CaseProblem(
                          shown, "id", "'" + c.id() + "' is in " + other + " too", "rename one"));
                } else {
                  cases.put(c.id(), c);
                }
              });
    }
    for (Case c : cases.values()) {
      String file = String.valueOf(files.get(c.id()));
      problems.addAll(together(c, file, cases, tools));
    }
    Map<String, String> skipped = new TreeMap<>();
    for (Case c : cases.values()) {
      hindrance(c, fixtures, tools).ifPresent(why -> skipped.put(c.id(), why));
    }
    return new CaseSet(
        cases.values().stream().filter(c -> !skipped.containsKey(c.id())).toList(),
        problems,
        skipped);
  }

  /** The cases that fit; what they pair with is not added. */
  public CaseSet filter(Predicate<Case> wanted) {
    return new CaseSet(cases.stream().filter(wanted).toList(), problems, skipped);
  }

  /** Hash of the ids and texts of its cases. */
  public String sha256() {
    return Hashes.of(
        cases.stream().map(c -> c.id() + " " + c.sha256()).collect(Collectors.joining("\n")));
  }

  private static List<Path> files(Path root) throws IOException {
    if (Files.isRegularFile(root)) {
      return List.of(root);
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found
          .filter(f -> f.toString().matches(".*\\.ya?ml") && Files.isRegularFile(f))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  private static List<CaseProblem> together(
      Case c, String file, Map<String, Case> all, ToolRegistry tools) {
    List<CaseProblem> problems = new ArrayList<>();
    if (c.twin() != null) {
      Case twin = all.get(c.twin());
      if (twin == null) {
        problems.add(
            new CaseProblem(
                file, "twin", "there is no case '" + c.twin() + "'", "name one of the same set"));
      } else if (twin.turns().stream().anyMatch(t -> t.behaviour() != Case.Behaviour.ANSWER)) {
        problems.add(
            new CaseProblem(
                file, "twin", "'" + c.twin() + "' is not answerable itself", "name one that is"));
      }
    }
    List<String> named = new ArrayList<>(c.tools().allow());
    c.faults().forEach(f -> named.add(f.tool()));
    c.expect().milestones().forEach(m -> named.add(m.call().call()));
    c.expect().minefields().forEach(m -> named.add(m.call()));
    c.gold().forEach(p -> p.ifPresent(plan -> toolsOf(plan.steps(), named)));
    for (String name : named.stream().distinct().sorted().toList()) {
      if (!name.contains("*") && tools.find(name).isEmpty()) {
        problems.add(
            new CaseProblem(
                file, "tools", "there is no tool '" + name + "'", "see heliograph tool list"));
      }
    }
    List<String> gold = new ArrayList<>();
    c.gold().forEach(p -> p.ifPresent(plan -> toolsOf(plan.steps(), gold)));
    for (String name : gold.stream().distinct().toList()) {
      if (!c.tools().allow().isEmpty() && !c.tools().allow().contains(name)) {
        problems.add(
            new CaseProblem(
                file, "gold", "'" + name + "' is not in tools.allow", "allow it or plan without"));
      }
    }
    return problems;
  }

  private static void toolsOf(List<Plan.Step> steps, List<String> names) {
    for (Plan.Step s : steps) {
      if (s.tool() != null) {
        names.add(s.tool().replaceFirst("@.*", ""));
      }
      toolsOf(s.body(), names);
    }
  }

  private static Optional<String> hindrance(Case c, Fixtures fixtures, ToolRegistry tools) {
    for (Case.StudyUse use : c.studies()) {
      Optional<Fixture> fixture = fixtures.find(use.fixture());
      if (fixture.isEmpty()) {
        return Optional.of("fixture '" + use.fixture() + "' is in none of " + fixtures.roots());
      }
      if (c.tools().oracle() && fixture.get().reference().isEmpty()) {
        return Optional.of("fixture '" + use.fixture() + "' has no reference labels for oracle");
      }
    }
    if (!c.tools().oracle()) {
      List<String> gold = new ArrayList<>();
      c.gold().forEach(p -> p.ifPresent(plan -> toolsOf(plan.steps(), gold)));
      for (String name : gold) {
        String why = tools.find(name).map(Tool::unavailable).orElse(null);
        if (why != null) {
          return Optional.of(name + " cannot run: " + why);
        }
      }
    }
    return Optional.empty();
  }
}
