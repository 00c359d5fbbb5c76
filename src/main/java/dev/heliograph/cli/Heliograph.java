package dev.heliograph.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The {@code heliograph} command. A subcommand is added by naming its class here. */
@TopCommand
@Command(
    name = "heliograph",
    mixinStandardHelpOptions = true,
    versionProvider = Heliograph.Version.class,
    description = "An agent for medical image analysis. Research software, not a medical device.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the work failed", "2:wrong use"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph serve",
      "  heliograph chat --study ct-abdomen \"How big is the liver?\"",
      "  heliograph COMMAND --help"
    },
    subcommands = {
      ServeCommand.class,
      ChatCommand.class,
      StudyCommand.class,
      ToolCommand.class,
      AgentCommand.class,
      BenchCommand.class,
      SampleCommand.class,
      ModelCommand.class,
      FlareCommand.class,
    })
final class Heliograph {

  static CommandLine line(CommandLine.IFactory factory) {
    CommandLine line = new CommandLine(Heliograph.class, factory);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof CliException e) {
            command.getErr().println("heliograph: " + e.getMessage());
            command.getErr().println("  " + e.fix());
            return e.exitCode();
          }
          command.getErr().println("heliograph: unexpected failure");
          failure.printStackTrace(command.getErr());
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line;
  }

  /** Says which build this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws Exception {
      Properties build = new Properties();
      try (InputStream in =
          Heliograph.class.getResourceAsStream(
              "/META-INF/maven/dev.heliograph/heliograph/pom.properties")) {
        if (in != null) {
          build.load(in);
        }
      }
      return new String[] {"heliograph " + build.getProperty("version", "(unpackaged)")};
    }
  }
}
