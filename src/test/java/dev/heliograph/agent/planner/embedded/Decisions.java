package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how long a first decision takes with 50 and with 500 tools registered: {@code make
 * bench-planner}. The aims are 30 ms and 60 ms (95th percentile, two idle cores). Each sentence is
 * new to the planner, so each is encoded.
 */
final class Decisions {

  private static final List<String> SETS = List.of("fresh-c", "fresh-f");

  private Decisions() {}

  public static void main(String[] args) throws IOException {
    for (int n : new int[] {50, 500}) {
      List<ToolManifest> tools = DecisionTimeTest.many(n);
      List<String> sentences = sentences();
      measure(tools, sentences.subList(0, sentences.size() / 4)); // the machine warms up
      List<Double> ms = measure(tools, sentences);
      ms.sort(null);
      System.out.printf(
          "%d tools, %d sentences: p50 %.1f ms, p95 %.1f ms of wall time%n",
          tools.size(),
          ms.size(),
          ms.get(ms.size() / 2),
          ms.get((int) (ms.size() * 0.95)));
    }
  }

  private static List<String> sentences() throws IOException {
    List<String> all = new ArrayList<>();
    for (String set : SETS) {
      for (JsonNode u : Bench.yaml(set)) {
        if (u.path("say").isTextual()) {
          all.add(u.path("say").asText());
        }
      }
    }
    return all;
  }

  private static List<Double> measure(List<ToolManifest> tools, List<String> sentences) {
    EmbeddedPlanner planner = new EmbeddedPlanner(new SentenceEncoder());
    planner.learn(tools);
    List<Double> ms = new ArrayList<>();
    for (String s : sentences) {
      long before = System.nanoTime();
      planner.next(
          Bench.state(
              s,
              tools,
              List.of(Bench.study("ct", Modality.CT)),
              List.of(),
              List.of(),
              List.of()));
      ms.add((System.nanoTime() - before) / 1e6);
    }
    return ms;
  }
}
