package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a first decision takes with many tools; sentences are new, so each is encoded. */
class DecisionTimeTest {

  /**
   * A bound that only a blunder crosses, on a busy machine too. What is aimed at is printed by
   * {@link Decisions}.
   */
  private static final double LIMIT_MS = 250;

  @Test
  void decisionsStayQuickWithFiftyTools() throws IOException {
    List<ToolManifest> tools = many(50);
    EmbeddedPlanner planner = new EmbeddedPlanner(new SentenceEncoder());
    long start = System.nanoTime();
    planner.learn(tools);
    double learnMs = (System.nanoTime() - start) / 1e6;
    List<Double> ms = new ArrayList<>();
    for (JsonNode u : Bench.yaml("dev")) {
      long before = System.nanoTime();
      planner.next(DevUtterancesTest.state(u, tools));
      ms.add((System.nanoTime() - before) / 1e6);
    }
    ms.sort(null);
    double p95 = ms.get((int) (ms.size() * 0.95));
    System.out.printf(
        "planner with %d tools: learning %.0f ms; decision p50 %.1f ms, p95 %.1f ms%n",
        tools.size(), learnMs, ms.get(ms.size() / 2), p95);
    assertThat(p95).isLessThan(LIMIT_MS);
  }

  /** The tools there are, and copies of them under other names. */
  static List<ToolManifest> many(int n) throws IOException {
    List<ToolManifest> all = new ArrayList<>(Bench.tools());
    for (int i = 0; all.size() < n; i++) {
      ToolManifest t = all.get(i);
      int copy = all.size();
      all.add(
          new ToolManifest(
              t.name() + "_" + copy,
              t.version(),
              t.title(),
              t.description(),
              t.examples().stream().map(e -> "variant " + copy + " " + e).toList(),
              t.input(),
              t.output(),
              t.provides(),
              t.effects(),
              t.limits(),
              t.card(),
              t.runner()));
    }
    return all;
  }
}
