package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Modality;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Brings one run from its log to its end: sets the stage, runs the loop, writes the final event.
 */
final class RunWork {

  private static final Logger LOG = Logger.getLogger(RunWork.class);

  private final ActiveRun active;
  private final RunStore store;
  private final StudyStore studies;
  private final Voxels voxels;
  private final ToolRegistry registry;
  private final Agents agents;
  private final Prompts prompts;
  private final Executor calls;

  RunWork(
      ActiveRun active,
      RunStore store,
      StudyStore studies,
      Voxels voxels,
      ToolRegistry registry,
      Agents agents,
      Prompts prompts,
      Executor calls) {
    this.active = active;
    this.store = store;
    this.studies = studies;
    this.voxels = voxels;
    this.registry = registry;
    this.agents = agents;
    this.prompts = prompts;
    this.calls = calls;
  }

  /** Never throws; unless the run waits for an approval, it has its final event afterwards. */
  RunLoop.Outcome run(Consumer<String> tokens) {
    try {
      return loop(tokens);
    } catch (RunControl.StoppedException e) {
      end(active, e.stop());
    } catch (RunFailure e) {
      fail(e.getMessage() + "", e.fix(), e.retryable());
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "run %s failed", active.run().id());
      fail(
          "an internal error (" + e.getClass().getSimpleName() + ")",
          "ask again; if it happens again, report the run's id with the server's log",
          true);
    }
    return RunLoop.Outcome.ENDED;
  }

  private RunLoop.Outcome loop(Consumer<String> tokens) {
    List<RunEvent> events = store.events(active.run().id(), 0);
    Planner planner = agents.planner(active.agent());
    List<PlannerState.NamedStudy> named = studies();
    Map<String, Prompts.Prompt> texts = prompts.load(active.agent().prompts());
    History history = History.before(active.run(), store);
    List<ToolManifest> tools;
    if (events.stream().noneMatch(e -> e.type() == RunEvent.Type.RUN_STARTED)) {
      tools =
          registry.tools().stream()
              .map(Tool::manifest)
              .filter(m -> active.agent().allows(m.name()))
              .toList();
      active.log().append(RunEvent.Type.RUN_STARTED, started(planner.name(), named, tools, texts));
    } else {
      tools = pinned(events);
    }
    named = listen(named, history);
    RunState state =
        new RunState(
            active.run(), active.agent(), named, tools, active.log(), active.control(), history);
    Map<String, String> byName = new LinkedHashMap<>();
    texts.forEach((name, p) -> byName.put(name, p.text()));
    NextMove next = new NextMove(state, planner, registry, byName, tokens);
    return new RunLoop(state, next, registry, voxels, calls).run(Replay.of(events));
  }

  /** Takes in what the message says of the images; the studies as they are then known. */
  private List<PlannerState.NamedStudy> listen(
      List<PlannerState.NamedStudy> named, History history) {
    List<PlannerState.Turn> turns = history.turns();
    boolean reply = !turns.isEmpty() && "modality".equals(turns.get(turns.size() - 1).slot());
    Optional<Modality> said = SaidModality.in(active.run().text(), reply);
    List<String> images =
        said.map(m -> SaidModality.record(m, reply, named, studies)).orElse(List.of());
    if (images.isEmpty()) {
      return named;
    }
    active
        .log()
        .append(
            RunEvent.Type.WARNING,
            Payloads.object()
                .put("code", "modality_said")
                .put(
                    "message",
                    "By what you say, " + String.join(", ", images) + " is " + said.get() + "."));
    return studies();
  }

  private List<PlannerState.NamedStudy> studies() {
    List<PlannerState.NamedStudy> named = new ArrayList<>();
    List<String> ids = active.conversation().studies();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      String name = active.conversation().names().get(i);
      named.add(
          new PlannerState.NamedStudy(
              name,
              studies
                  .study(id)
                  .orElseThrow(
                      () ->
                          new RunFailure(
                              "study '" + name + "' has been deleted",
                              "start a conversation with the studies there are",
                              false))));
    }
    return named;
  }

  /** The tools that the run pinned when it started. */
  private List<ToolManifest> pinned(List<RunEvent> events) {
    List<ToolManifest> tools = new ArrayList<>();
    for (RunEvent e : events) {
      if (e.type() == RunEvent.Type.RUN_STARTED) {
        e.payload()
            .path("tools")
            .forEach(id -> registry.find(id.asText()).map(Tool::manifest).ifPresent(tools::add));
      }
    }
    return tools;
  }

  private ObjectNode started(
      String planner,
      List<PlannerState.NamedStudy> named,
      List<ToolManifest> tools,
      Map<String, Prompts.Prompt> texts) {
    ObjectNode json =
        Payloads.object()
            .put("conversation", active.run().conversation())
            .put("text", active.run().text())
            .put("agent", active.agent().name())
            .put("planner", planner);
    ArrayNode ids = json.putArray("tools");
    tools.forEach(t -> ids.add(t.id()));
    ObjectNode hashes = json.putObject("prompts");
    texts.forEach((name, p) -> hashes.put(name, p.sha256()));
    ArrayNode list = json.putArray("studies");
    named.forEach(s -> list.addObject().put("id", s.study().id()).put("as", s.as()));
    AgentConfig.Limits limits = active.agent().limits();
    json.putObject("limits")
        .put("moves", limits.moves())
        .put("toolCalls", limits.toolCalls())
        .put("seconds", limits.time().toSeconds());
    return json;
  }

  private void fail(String cause, String fix, boolean retryable) {
    active.log().append(RunEvent.Type.FAILED, Payloads.failed(cause, fix, retryable));
  }

  /** The final event of a stopped run, unless it has one. */
  static void end(ActiveRun active, RunControl.Stop stop) {
    switch (stop.reason()) {
      case USER ->
          active.log().append(RunEvent.Type.CANCELLED, Payloads.object().put("by", stop.by()));
      case TIME ->
          active
              .log()
              .append(
                  RunEvent.Type.FAILED,
                  Payloads.failed(
                      "no answer within the limit of "
                          + active.agent().limits().time().toSeconds()
                          + " s",
                      "ask for less at once, or raise limits.seconds of the agent",
                      true));
      case SHUTDOWN -> active.log().close();
    }
  }
}
