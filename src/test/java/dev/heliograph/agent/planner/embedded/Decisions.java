package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Prints how long a first decision takes with 50 and with 500 tools registered: {@code make
 * bench-planner}. The aims are 30 ms and 60 ms (95th percentile, two idle cores). Each sentence is
 * new to the planner, so each is encoded.
 */
final class Decisions {

  private static final List<String> SETS = List.of("fresh-c", "fresh-f");

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Of one decision; on a busy machine the processor's time says more than the clock's. */
  private record Times(double wallMs, double cpuMs) {}

  private Decisions() {}

  public static void main(String[] args) throws IOException {
    for (int n : new int[] {50, 500}) {
      List<ToolManifest> tools = DecisionTimeTest.many(n);
      List<String> sentences = sentences();
      measure(tools, sentences.subList(0, sentences.size() / 4)); // the machine warms up
      List<Times> times = measure(tools, sentences);
      System.out.printf(
          "%d tools, %d sentences: wall %s; processor, all threads %s%n",
          tools.size(), times.size(), said(times, Times::wallMs), said(times, Times::cpuMs));
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

  private static String said(List<Times> times, ToDoubleFunction<Times> what) {
    double[] ms = times.stream().mapToDouble(what).sorted().toArray();
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p95 %.1f ms", ms[ms.length / 2], ms[(int) (ms.length * 0.95)]);
  }

  private static List<Times> measure(List<ToolManifest> tools, List<String> sentences) {
    EmbeddedPlanner planner = new EmbeddedPlanner(new SentenceEncoder());
    planner.learn(tools);
    List<Times> times = new ArrayList<>();
    for (String s : sentences) {
      long cpu = SYSTEM.getProcessCpuTime();
      long before = System.nanoTime();
      planner.next(
          Bench.state(
              s, tools, List.of(Bench.study("ct", Modality.CT)), List.of(), List.of(), List.of()));
      double wallMs = (System.nanoTime() - before) / 1e6;
      times.add(new Times(wallMs, (SYSTEM.getProcessCpuTime() - cpu) / 1e6));
    }
    return times;
  }
}
