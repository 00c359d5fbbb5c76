package dev.heliograph.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.DefaultAgentService;
import dev.heliograph.agent.FolderAgents;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.Prompts;
import dev.heliograph.agent.RunStore;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.testing.ScriptedPlanner;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;

/** A service on an H2 file, with one tool; as a program of its own it gets stuck in that tool. */
final class KilledService {

  static final String STUCK = "the tool is running";

  private KilledService() {}

  /** Starts a run in the state folder {@code args[0]}, says so, and works until it is killed. */
  public static void main(String[] args) throws Exception {
    DataSource source = source(Path.of(args[0]));
    DefaultAgentService service =
        service(
            source,
            Path.of(args[0]),
            (call, context) -> {
              System.out.println(STUCK);
              for (int i = 0; ; i++) {
                context.progress(0.5, "still at it " + i);
                context.checkCancelled();
                Thread.sleep(50);
              }
            });
    RunStore.Conversation c = service.open(List.of(), List.of(), null);
    service.send(c.id(), "do it");
    Thread.sleep(120_000);
  }

  static DataSource source(Path home) {
    String url =
        DatabaseChoice.properties(home.toString(), "", "", "")
            .get("quarkus.datasource.h2.jdbc.url");
    DataSource source = JdbcConnectionPool.create(url, "heliograph", "");
    Flyway.configure().dataSource(source).locations("db/migration").load().migrate();
    return source;
  }

  /** What the one tool does. */
  interface Work {
    ToolResult call(ToolCall call, ToolContext context) throws Exception;
  }

  static DefaultAgentService service(DataSource source, Path home, Work work) throws IOException {
    Database database = new Database(source);
    FileBlobs blobs = new FileBlobs(home.resolve("blobs"), BlobReferences.in(database));
    SqlStudies studies = new SqlStudies(database, blobs);
    ScriptedPlanner planner =
        new ScriptedPlanner(
            state ->
                state.outcomes().isEmpty()
                    ? new Move.Propose(
                        new Plan(
                            List.of(
                                Plan.Step.call(
                                    "work", "work", JsonNodeFactory.instance.objectNode(), null))),
                        null)
                    : new Move.Answer("Done."));
    FolderAgents agents = new FolderAgents(home.resolve("no-agents"), List.of(planner));
    agents.add(
        new AgentConfig(
            "default",
            "",
            planner.name(),
            Map.of(),
            List.of("*"),
            List.of(),
            AgentConfig.Limits.DEFAULT));
    return new DefaultAgentService(
        new SqlRuns(database),
        studies,
        new StoredVoxels(blobs, studies),
        new OneTool(work),
        agents,
        new Prompts(home.resolve("no-prompts")),
        new DefaultAgentService.Capacity(2, 2));
  }

  private record OneTool(Work work) implements ToolRegistry, Tool {
    @Override
    public ToolManifest manifest() {
      return ManifestReader.parse(
          """
          name: work
          version: 1.0.0
          title: Work
          description: Works.
          input: {type: object, properties: {}}
          output: {type: object, properties: {}}
          effects: read
          limits: {timeout: 60s}
          runner: {kind: java, class: none}
          """);
    }

    @Override
    public ToolResult call(ToolCall call, ToolContext context) throws Exception {
      return work.call(call, context);
    }

    @Override
    public List<Tool> tools() {
      return List.of(this);
    }

    @Override
    public Optional<Tool> find(String nameOrId) {
      return Optional.<Tool>of(this).filter(t -> nameOrId.matches("work(@1\\.0\\.0)?"));
    }

    @Override
    public Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality) {
      return Optional.empty();
    }
  }
}
