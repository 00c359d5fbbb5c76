package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.benchmark.report.HtmlReport;
import dev.heliograph.benchmark.scorer.Scoring;
import dev.heliograph.benchmark.statistics.Judged;
import dev.heliograph.benchmark.statistics.Summary;
import dev.heliograph.benchmark.trial.Contestant;
import dev.heliograph.benchmark.trial.Trial;
import dev.heliograph.benchmark.trial.TrialRunner;
import dev.heliograph.benchmark.trial.TrialsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * All trials of one agent on one set of cases, in a folder: {@code manifest.json}, {@code
 * trials.jsonl}, {@code summary.json}, {@code report.html}.
 */
public final class BenchmarkRun {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Key(String caseId, int epoch) {}

  private final Path out;
  private final TrialsFile trials;

  public BenchmarkRun(Path out) {
    this.out = out;
    this.trials = new TrialsFile(out.resolve("trials.jsonl"));
  }

  /**
   * Runs what is not yet in the folder, then scores everything.
   *
   * @param epochs trials of each case, or 0 for what each case says
   * @param resume whether the folder may hold trials of the same configuration
   * @param progress told a line for each trial
   * @return the summary
   * @throws IllegalArgumentException if the folder holds another run, naming the fix
   */
  public ObjectNode run(
      CaseSet set,
      Contestant contestant,
      TrialRunner runner,
      RunManifest manifest,
      int epochs,
      int parallel,
      boolean resume,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    Set<Key> done = prepare(manifest, resume);
    List<Key> todo = new ArrayList<>();
    Map<String, Case> cases = byId(set);
    for (Case c : set.cases()) {
      for (int e = 0; e < (epochs > 0 ? epochs : c.epochs()); e++) {
        if (!done.contains(new Key(c.id(), e))) {
          todo.add(new Key(c.id(), e));
        }
      }
    }
    set.skipped().forEach((id, why) -> progress.accept("skipped " + id + ": " + why));
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, parallel));
    try {
      List<Future<?>> running = new ArrayList<>();
      int[] finished = {0};
      for (Key key : todo) {
        running.add(
            pool.submit(
                () -> {
                  Case c = cases.get(key.caseId());
                  if (c == null) {
                    throw new IllegalStateException(key.caseId());
                  }
                  Trial trial = runner.run(c, contestant, key.epoch());
                  trials.append(trial);
                  synchronized (finished) {
                    finished[0]++;
                    progress.accept(line(finished[0], todo.size(), c, trial));
                  }
                  return null;
                }));
      }
      for (Future<?> f : running) {
        f.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the results cannot be written: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return score(set);
  }

  private static String line(int n, int of, Case c, Trial trial) {
    String verdict =
        Scoring.success(Scoring.judge(c, trial))
            .map(s -> s ? "pass" : "FAIL")
            .orElse("INFRA ERROR");
    return n + "/" + of + " " + verdict + " " + c.id() + " (" + trial.millis() + " ms)";
  }

  private Set<Key> prepare(RunManifest manifest, boolean resume) throws IOException {
    Files.createDirectories(out);
    Path file = out.resolve("manifest.json");
    Set<Key> done = new HashSet<>();
    if (trials.exists()) {
      if (!resume) {
        throw new IllegalArgumentException(
            out + " holds a run already; go on with it by --resume, or name another --out");
      }
      String before = readManifest().path("configuration").asText();
      if (!before.equals(manifest.hash())) {
        throw new IllegalArgumentException(
            out
                + " holds a run of another configuration (cases, agent, tools, prompts, epochs, seed"
                + " or commit differ); name another --out");
      }
      trials.dropTornLine();
      trials.each(
          t -> {
            Key key = new Key(t.caseId(), t.epoch());
            // A trial that the benchmark itself spoiled is run again; the last one counts.
            if (t.error() == null) {
              done.add(key);
            }
          });
    }
    write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest.json()));
    return done;
  }

  public JsonNode readManifest() throws IOException {
    return JSON.readTree(Files.readString(out.resolve("manifest.json")));
  }

  public JsonNode readSummary() throws IOException {
    return JSON.readTree(Files.readString(out.resolve("summary.json")));
  }

  /** Scores the folder's trials anew and writes summary and report. */
  public ObjectNode score(CaseSet set) throws IOException {
    Map<String, Case> cases = byId(set);
    Map<String, Judged> judged = new TreeMap<>();
    Set<String> unknown = new HashSet<>();
    trials.each(
        t -> {
          Case c = cases.get(t.caseId());
          if (c == null) {
            unknown.add(t.caseId());
          } else {
            judged.put(
                t.caseId() + " " + t.epoch(),
                new Judged(c, t.epoch(), Scoring.judge(c, t), t.millis()));
          }
        });
    Map<String, String> skipped = new TreeMap<>(set.skipped());
    unknown.forEach(id -> skipped.put(id, "was run, but the case is not in the given set"));
    JsonNode manifest = readManifest();
    ObjectNode summary =
        Summary.of(
            manifest.path("agent").path("name").asText(),
            List.copyOf(judged.values()),
            skipped,
            manifest.path("seed").asLong());
    summary.put("configuration", manifest.path("configuration").asText());
    write(
        out.resolve("summary.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
    report(set, summary);
    return summary;
  }

  /** Writes {@code report.html} from the folder's files. */
  public void report(CaseSet set, JsonNode summary) throws IOException {
    Path partial = out.resolve("report.html.part");
    new HtmlReport(byId(set)).write(partial, readManifest(), summary, trials);
    Files.move(partial, out.resolve("report.html"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, Case> byId(CaseSet set) {
    Map<String, Case> cases = new TreeMap<>();
    set.cases().forEach(c -> cases.put(c.id(), c));
    return cases;
  }

  /** Whole or not at all. */
  private static void write(Path file, String text) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(partial, text);
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
