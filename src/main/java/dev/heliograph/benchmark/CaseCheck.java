package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.volume.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the schema cannot say of one case. */
final class CaseCheck {

  private final Case value;
  private final String file;
  private final List<CaseProblem> problems = new ArrayList<>();

  private CaseCheck(Case value, String file) {
    this.value = value;
    this.file = file;
  }

  static List<CaseProblem> problems(Case value, JsonNode json, String file) {
    CaseCheck check = new CaseCheck(value, file);
    check.form(json);
    check.milestones();
    check.answers();
    check.states();
    check.gold();
    check.names();
    return check.problems;
  }

  private void problem(String path, String message, String fix) {
    problems.add(new CaseProblem(file, path, message, fix));
  }

  private void form(JsonNode json) {
    if (!json.path("turns").path(0).has("behaviour")) {
      problem("turns[0]", "a reply comes before any user turn", "begin with a user turn");
    }
    if (json.has("gold") && json.has("goldTurns")) {
      problem("goldTurns", "there is gold as well", "keep one of gold and goldTurns");
    }
    if (json.path("inject").size() > 0) {
      problem("inject", "injections are not run by this version", "remove inject");
    }
    for (int i = 0; i < json.path("expect").path("state").size(); i++) {
      JsonNode s = json.path("expect").path("state").get(i);
      if (s.has("reference")) {
        problem(
            "expect.state[" + i + "].reference",
            "another reference than the fixture's own is not read",
            "remove it");
      }
    }
    if (value.expect().answers().stream().anyMatch(a -> a.turn() > value.turns().size())) {
      problem("expect.answer", "an item names a turn that does not exist", "count from 1");
    }
  }

  private void milestones() {
    Set<String> ids = new HashSet<>();
    for (Case.Milestone m : value.expect().milestones()) {
      if (!ids.add(m.id())) {
        problem("expect.milestones", "'" + m.id() + "' stands twice", "give each its own id");
      }
      if (m.turn() != null && m.turn() > value.turns().size()) {
        problem("expect.milestones", "'" + m.id() + "' names turn " + m.turn(), "count from 1");
      }
    }
    for (Case.Milestone m : value.expect().milestones()) {
      for (String before : m.after()) {
        if (!ids.contains(before)) {
          problem(
              "expect.milestones",
              "'" + m.id() + "' comes after '" + before + "', which is no milestone",
              "use one of " + ids);
        }
        if (follows(before, m.id(), new HashSet<>())) {
          problem("expect.milestones", "'" + m.id() + "' comes after itself", "break the circle");
        }
      }
    }
  }

  private boolean follows(String id, String before, Set<String> seen) {
    return seen.add(id)
        && value.expect().milestones().stream()
            .filter(m -> m.id().equals(id))
            .flatMap(m -> m.after().stream())
            .anyMatch(a -> a.equals(before) || follows(a, before, seen));
  }

  private void answers() {
    Set<String> steps = goldSteps();
    for (int i = 0; i < value.expect().answers().size(); i++) {
      Case.AnswerItem a = value.expect().answers().get(i);
      String at = "expect.answer[" + i + "]";
      if (a.kind().equals("class")) {
        if (a.words().isEmpty() || a.words().contains("")) {
          problem(at, "a class needs its word", "add class: word, or word|other word");
        }
        continue;
      }
      String quantity = a.quantity();
      if (quantity == null || !quantity.matches("[^.]+\\.[^.]+")) {
        problem(at, "which output it is is not said", "add quantity: step.output");
      } else if (!steps.contains(quantity.substring(0, quantity.indexOf('.')))) {
        problem(at, quantity + " is of no step of the gold plan", "use one of " + steps);
      }
      if (a.value() != null && (a.unit() == null || Unit.of(a.unit()).isEmpty())) {
        problem(at, "the value has no known unit", "add unit: a UCUM code such as mL");
      }
      if (a.value() != null && a.relTol() == 0 && a.absTol() == 0) {
        problem(at, "the value has no tolerance", "add relTol or absTol");
      }
    }
  }

  private void states() {
    List<String> ids = value.expect().milestones().stream().map(Case.Milestone::id).toList();
    for (Case.StateCheck s : value.expect().state()) {
      if (s.output().isEmpty() || !ids.contains(s.milestone())) {
        problem("expect.state", "artifact names no milestone", "write milestone.output of " + ids);
      }
      if (s.metric() == Case.Metric.NSD && Double.isNaN(s.toleranceMm())) {
        problem("expect.state", "FLARE has no tolerance for " + s.label(), "add toleranceMm");
      }
      if (Double.isNaN(s.limit())) {
        problem(
            "expect.state",
            s.metric() + " of " + s.label() + " has no limit",
            s.metric() == Case.Metric.HD95 ? "add atMost in mm" : "add atLeast, 0 to 1");
      }
    }
  }

  private Set<String> goldSteps() {
    Set<String> steps = new HashSet<>();
    value.gold().forEach(p -> p.ifPresent(plan -> ids(plan.steps(), steps)));
    return steps;
  }

  private static void ids(List<Plan.Step> steps, Set<String> ids) {
    for (Plan.Step s : steps) {
      ids.add(s.id());
      ids(s.body(), ids);
    }
  }

  private void gold() {
    if (value.gold().size() > value.turns().size()) {
      problem("goldTurns", "more plans than user turns", "give one for each, null for none");
    }
    boolean quantities = value.expect().answers().stream().anyMatch(a -> a.quantity() != null);
    boolean none = value.gold().stream().allMatch(Optional::isEmpty);
    if (none && (quantities || !value.expect().milestones().isEmpty())) {
      problem("gold", "there is no plan that passes", "add gold: {steps: […]}");
    }
    boolean toAnswer = !value.expect().answers().isEmpty() || !value.expect().mentions().isEmpty();
    if (value.asksForAnswer() && !toAnswer && value.expect().milestones().isEmpty()) {
      problem("expect", "any answer would pass", "add answer, mentions or milestones");
    }
    if (!value.asksForAnswer() && value.twin() == null) {
      problem("twin", "refusing everything would pass", "name the answerable case it pairs with");
    }
  }

  private void names() {
    if (value.studies().stream().map(Case.StudyUse::as).distinct().count()
        != value.studies().size()) {
      problem("studies", "two studies have the same name", "give each its own 'as'");
    }
  }
}
