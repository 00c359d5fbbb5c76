package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.Voxels;
import dev.heliograph.testing.InMemoryStudies;
import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.Schemas;
import dev.heliograph.tool.Tool;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An agent service on stores in memory, with stub tools and a scripted planner. */
final class Bench implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing here reads voxels. */
  private static final Voxels NO_VOXELS =
      new Voxels() {
        @Override
        public Volume volume(Image image) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Picture picture(Image image) {
          throw new UnsupportedOperationException();
        }

        @Override
        public LabelMap labelMap(Artifact artifact) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Artifact save(LabelMap labels, String name, Image madeFrom, String producer) {
          throw new UnsupportedOperationException();
        }
      };

  final MemoryRuns runs;
  final InMemoryStudies studies;
  final DefaultAgentService service;

  static Bench of(ScriptedPlanner planner, Tool... tools) {
    return new Bench(
        planner, new AgentConfig.Limits(8, 20, Duration.ofSeconds(20)), 4, List.of(tools));
  }

  static Bench of(ScriptedPlanner planner, AgentConfig.Limits limits, int slots, Tool... tools) {
    return new Bench(planner, limits, slots, List.of(tools));
  }

  private Bench(ScriptedPlanner planner, AgentConfig.Limits limits, int slots, List<Tool> tools) {
    this(planner, limits, slots, tools, new MemoryRuns(), new InMemoryStudies());
  }

  /** With another planner, whose agent uses these prompts of the project. */
  static Bench of(PlannerFactory planner, List<String> prompts, Tool... tools) {
    AgentConfig.Limits limits = new AgentConfig.Limits(8, 20, Duration.ofSeconds(20));
    return new Bench(
        planner, limits, 4, List.of(tools), new MemoryRuns(), new InMemoryStudies(), prompts);
  }

  private Bench(
      ScriptedPlanner planner,
      AgentConfig.Limits limits,
      int slots,
      List<Tool> tools,
      MemoryRuns runs,
      InMemoryStudies studies) {
    this(planner, limits, slots, tools, runs, studies, List.of());
  }

  private Bench(
      PlannerFactory planner,
      AgentConfig.Limits limits,
      int slots,
      List<Tool> tools,
      MemoryRuns runs,
      InMemoryStudies studies,
      List<String> prompts) {
    this.runs = runs;
    this.studies = studies;
    FolderAgents agents = new FolderAgents(Path.of("no-such-folder"), List.of(planner));
    agents.add(
        new AgentConfig("default", "", planner.name(), Map.of(), List.of("*"), prompts, limits));
    this.service =
        new DefaultAgentService(
            runs,
            studies,
            NO_VOXELS,
            new Stubs.Registry(tools.toArray(Tool[]::new)),
            agents,
            new Prompts(Path.of("prompts")),
            new DefaultAgentService.Capacity(slots, 4));
  }

  /** Another service with the same studies on other runs, as after a restart. */
  Bench on(MemoryRuns otherRuns, ScriptedPlanner planner, Tool... otherTools) {
    return new Bench(
        planner,
        new AgentConfig.Limits(8, 20, Duration.ofSeconds(20)),
        4,
        List.of(otherTools),
        otherRuns,
        studies);
  }

  /** A conversation about one CT named {@code ct}. */
  RunStore.Conversation open() {
    Study study = Stubs.study(Modality.CT);
    studies.save(study);
    return service.open(List.of(study.id()), List.of(), null);
  }

  RunStore.Run send(String text) {
    return service.send(open().id(), text);
  }

  /** Waits for the end and returns all events, which are valid, numbered and end once. */
  List<RunEvent> finish(RunStore.Run run) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(25))
        .pollInterval(Duration.ofMillis(2))
        .until(() -> runs.run(run.id()).orElseThrow().endedWith() != null);
    List<RunEvent> events = runs.events(run.id(), 0);
    assertWhole(events);
    assertThat(events.stream().filter(e -> e.type().isFinal())).hasSize(1);
    assertThat(events.get(events.size() - 1).type().isFinal()).isTrue();
    return events;
  }

  static void assertWhole(List<RunEvent> events) {
    long seq = 0;
    for (RunEvent e : events) {
      assertThat(e.seq()).isEqualTo(++seq);
      assertThat(Schemas.validate("event", EventJson.write(e))).as(e.toString()).isEmpty();
      assertThat(EventJson.read(EventJson.write(e))).isEqualTo(e);
    }
  }

  List<RunEvent> run(String text) {
    return finish(send(text));
  }

  static List<String> types(List<RunEvent> events) {
    return events.stream().map(e -> e.type().json()).toList();
  }

  static RunEvent last(List<RunEvent> events) {
    return events.get(events.size() - 1);
  }

  static Plan plan(String json) {
    try {
      return PlanJson.read(JSON.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Move.Propose propose(String json) {
    return new Move.Propose(plan(json), null);
  }

  @Override
  public void close() {
    service.close();
  }
}
