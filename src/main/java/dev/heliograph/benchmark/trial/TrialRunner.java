package dev.heliograph.benchmark.trial;

import dev.heliograph.agent.DefaultAgentService;
import dev.heliograph.agent.MemoryRuns;
import dev.heliograph.agent.Prompts;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore;
import dev.heliograph.benchmark.Case;
import dev.heliograph.study.Image;
import dev.heliograph.study.Study;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs trials in this process, each with stores of its own, so that memory stays flat. */
public final class TrialRunner {

  /** A run that its own limit does not end is cancelled this much later. */
  private static final long PATIENCE_MILLIS = 5_000;

  private static final DefaultAgentService.Capacity CAPACITY =
      new DefaultAgentService.Capacity(1, 2);

  private final ToolRegistry tools;
  private final Prompts prompts;
  private final FixtureStore fixtures;

  public TrialRunner(ToolRegistry tools, Prompts prompts, FixtureStore fixtures) {
    this.tools = tools;
    this.prompts = prompts;
    this.fixtures = fixtures;
  }

  /** Runs one trial; a failure of the benchmark itself is in {@link Trial#error()}. */
  public Trial run(Case c, Contestant contestant, int epoch) {
    long start = System.nanoTime();
    List<String> names = new ArrayList<>();
    Map<String, List<String>> images = new TreeMap<>();
    List<Exchange> exchanges = new ArrayList<>();
    Map<String, Map<String, Double>> overlaps = new TreeMap<>();
    String error = null;
    try {
      talk(c, contestant, names, images, exchanges, overlaps);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      error = "interrupted";
    } catch (IOException | RuntimeException e) {
      error = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    return new Trial(
        c.id(),
        epoch,
        c.seed() + epoch,
        error,
        names,
        images,
        exchanges,
        overlaps,
        (System.nanoTime() - start) / 1_000_000);
  }

  private void talk(
      Case c,
      Contestant contestant,
      List<String> names,
      Map<String, List<String>> images,
      List<Exchange> exchanges,
      Map<String, Map<String, Double>> overlaps)
      throws IOException, InterruptedException {
    MemoryRuns runs = new MemoryRuns();
    TrialStudies studies = new TrialStudies();
    TrialVoxels voxels = new TrialVoxels(fixtures.voxels(), studies);
    List<String> ids = new ArrayList<>();
    for (Case.StudyUse use : c.studies()) {
      Study study = fixtures.study(use);
      studies.save(study);
      ids.add(study.id());
      names.add(study.name());
      study.images().forEach(i -> names.add(i.name()));
      images.put(use.as(), study.images().stream().map(Image::id).toList());
    }
    TrialAgents agents = new TrialAgents(contestant.agent(), contestant.planner().apply(c));
    TrialTools registry =
        new TrialTools(tools, c, c.tools().oracle() || contestant.oracle(), fixtures);
    long deadline = System.nanoTime() + c.limits().seconds() * 1_000_000_000L;
    try (DefaultAgentService service =
        new DefaultAgentService(runs, studies, voxels, registry, agents, prompts, CAPACITY)) {
      RunStore.Conversation conversation =
          service.open(
              ids, c.studies().stream().map(Case.StudyUse::as).toList(), contestant.agent().name());
      ScriptedUser user = new ScriptedUser(c);
      int calls = 0;
      Optional<RunEvent> end = Optional.empty();
      for (int said = 0; said < c.limits().turns(); said++) {
        Optional<ScriptedUser.Line> line = user.next(end);
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (line.isEmpty() || left <= 0) {
          break;
        }
        agents.left(c.limits().toolCalls() - calls, Duration.ofMillis(left));
        RunStore.Run run = service.send(conversation.id(), line.get().text());
        List<RunEvent> events = await(service, runs, run.id(), left + PATIENCE_MILLIS);
        exchanges.add(
            new Exchange(line.get().turn(), line.get().reply(), line.get().text(), events));
        calls += (int) events.stream().filter(e -> e.type() == RunEvent.Type.TOOL_STARTED).count();
        end = exchanges.get(exchanges.size() - 1).end();
      }
    }
    if (!c.expect().state().isEmpty()) {
      overlaps(c.expect().state(), voxels, studies, overlaps);
    }
  }

  /** All events of a run. The scripted user approves nothing. */
  private static List<RunEvent> await(
      DefaultAgentService service, MemoryRuns runs, String run, long millis)
      throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    long seen = 0;
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000;
      List<RunEvent> fresh = left <= 0 ? List.of() : runs.await(run, seen, left);
      if (fresh.isEmpty()) {
        service.cancel(run, "benchmark");
        return afterCancel(runs, run, seen);
      }
      RunEvent last = fresh.get(fresh.size() - 1);
      seen = last.seq();
      if (last.type().isFinal()) {
        return runs.events(run, 0);
      }
      if (last.type() == RunEvent.Type.APPROVAL_REQUESTED) {
        service.decide(run, false, null);
      }
    }
  }

  private static List<RunEvent> afterCancel(MemoryRuns runs, String run, long seen)
      throws InterruptedException {
    long last = seen;
    while (true) {
      List<RunEvent> fresh = runs.await(run, last, PATIENCE_MILLIS);
      if (fresh.isEmpty() || fresh.get(fresh.size() - 1).type().isFinal()) {
        return runs.events(run, 0);
      }
      last = fresh.get(fresh.size() - 1).seq();
    }
  }

  private void overlaps(
      List<Case.StateCheck> checks,
      TrialVoxels voxels,
      TrialStudies studies,
      Map<String, Map<String, Double>> overlaps)
      throws IOException {
    for (Map.Entry<String, LabelMap> e : voxels.maps().entrySet()) {
      Optional<Image> image =
          studies.artifact(e.getKey()).flatMap(a -> studies.image(String.valueOf(a.image())));
      Optional<LabelMap> reference =
          image.isEmpty() ? Optional.empty() : fixtures.reference(image.get());
      if (reference.isEmpty()
          || !reference.get().geometry().sameGrid(e.getValue().geometry(), 0.01)) {
        continue;
      }
      overlaps.put(e.getKey(), MaskScores.of(e.getValue(), reference.get(), checks));
    }
  }
}
