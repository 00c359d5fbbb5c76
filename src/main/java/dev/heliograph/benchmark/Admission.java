package dev.heliograph.benchmark;

import dev.heliograph.benchmark.agents.YardstickAgents;
import dev.heliograph.benchmark.scorer.Score;
import dev.heliograph.benchmark.scorer.Scoring;
import dev.heliograph.benchmark.trial.Trial;
import dev.heliograph.benchmark.trial.TrialRunner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether cases can tell a good agent from a bad one: gold passes in oracle mode; agents that know
 * nothing or refuse everything fail each case with something to answer, and fail each refuse or
 * clarify case or its answerable twin.
 */
public final class Admission {

  /**
   * @param verdicts by agent: pass, fail or infra error
   * @param problems empty if the case is admitted
   */
  public record Row(String caseId, Map<String, String> verdicts, List<String> problems) {
    public boolean admitted() {
      return problems.isEmpty();
    }
  }

  private final TrialRunner runner;

  public Admission(TrialRunner runner) {
    this.runner = runner;
  }

  /** One row for each case, in order. */
  public List<Row> check(CaseSet set) {
    Map<String, Map<String, Optional<Boolean>>> passed = new HashMap<>();
    Map<String, List<String>> why = new HashMap<>();
    for (Case c : set.cases()) {
      Map<String, Optional<Boolean>> row = new HashMap<>();
      for (String agent : YardstickAgents.names()) {
        Trial trial = runner.run(c, YardstickAgents.find(agent).orElseThrow(), 0);
        Map<String, Score> scores = Scoring.judge(c, trial);
        row.put(agent, Scoring.success(scores));
        if (agent.equals(YardstickAgents.GOLD)) {
          why.put(c.id(), notes(scores));
        }
      }
      passed.put(c.id(), row);
    }
    List<Row> rows = new ArrayList<>();
    for (Case c : set.cases()) {
      rows.add(row(c, passed, why.getOrDefault(c.id(), List.of())));
    }
    return rows;
  }

  private static Row row(
      Case c, Map<String, Map<String, Optional<Boolean>>> passed, List<String> why) {
    List<String> problems = new ArrayList<>();
    Map<String, String> verdicts = new HashMap<>();
    for (String agent : YardstickAgents.names()) {
      Optional<Boolean> own = result(passed, c.id(), agent);
      verdicts.put(agent, own.map(p -> p ? "pass" : "fail").orElse("infra error"));
      boolean gold = agent.equals(YardstickAgents.GOLD);
      if (own.isEmpty()) {
        problems.add(agent + " could not be run");
      } else if (gold && !own.get()) {
        problems.add("gold fails: " + String.join("; ", why));
      } else if (!gold && c.asksForAnswer() && own.get()) {
        problems.add(agent + " passes; ask for more in expect");
      } else if (!gold && !c.asksForAnswer() && own.get()) {
        String twin = String.valueOf(c.twin());
        if (result(passed, twin, agent).orElse(true)) {
          problems.add(agent + " passes the pair with " + twin);
        }
      }
    }
    return new Row(c.id(), verdicts, problems);
  }

  private static Optional<Boolean> result(
      Map<String, Map<String, Optional<Boolean>>> passed, String id, String agent) {
    return passed.getOrDefault(id, Map.of()).getOrDefault(agent, Optional.empty());
  }

  private static List<String> notes(Map<String, Score> scores) {
    List<String> notes = new ArrayList<>();
    scores.forEach(
        (name, s) -> {
          if (s.failed() || s.status() == Score.Status.INFRA_ERROR) {
            s.notes().forEach(n -> notes.add(name + ": " + n));
          }
        });
    return notes;
  }
}
