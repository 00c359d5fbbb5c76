package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Agents. A subcommand is added by naming its class here. */
@Command(
    name = "agent",
    description = "List, show and explain agents.",
    subcommands = {AgentCommand.ListAll.class, AgentCommand.Show.class, ExplainCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  heliograph agent list", "  heliograph agent show default"})
final class AgentCommand extends Group {

  /** Lists agents. */
  @Command(name = "list", description = "The agents there are.")
  static final class ListAll extends ServiceCommand {
    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      JsonNode agents = service.agents();
      if (json) {
        Out.json(out, agents);
        return;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("AGENT", "PLANNER", "DESCRIPTION"));
      agents.forEach(
          a -> rows.add(List.of(text(a, "name"), text(a, "planner"), text(a, "description"))));
      Out.table(out, rows);
    }
  }

  /** Shows one agent. */
  @Command(name = "show", description = "One agent.")
  static final class Show extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "Its name.")
    String name = "";

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      for (JsonNode agent : service.agents()) {
        if (text(agent, "name").equals(name)) {
          Out.json(out, agent);
          return;
        }
      }
      throw CliException.failed("there is no agent " + name, "see 'heliograph agent list'");
    }
  }
}
