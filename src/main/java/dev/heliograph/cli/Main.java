package dev.heliograph.cli;

import dev.heliograph.security.Redaction;
import dev.heliograph.store.Home;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Where the program begins. Help, versions and wrong words are answered at once; commands that a
 * running service can do for us are sent there; only what is left starts the application, and only
 * {@code serve} opens the HTTP port.
 */
@QuarkusMain
public final class Main {

  private Main() {}

  public static void main(String... args) {
    CommandLine line = Heliograph.line(CommandLine.defaultFactory());
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args);
      Integer helped = CommandLine.executeHelpRequest(parsed);
      if (helped != null) {
        System.exit(helped);
      }
    } catch (ParameterException e) {
      System.exit(wrongUse(e, args));
      return;
    }
    Object command = command(parsed);
    Optional<RunningServer> running = RunningServer.of(home());
    if (command instanceof ServeCommand serve) {
      System.exit(serve.prepare(running) ? run(args) : CommandLine.ExitCode.SOFTWARE);
    }
    if (!(command instanceof NeedsApplication)
        || (command instanceof NeedsService && running.isPresent())) {
      System.exit(line.execute(args));
    }
    System.setProperty("quarkus.http.host-enabled", "false");
    System.setProperty("quarkus.log.level", "WARN");
    System.exit(run(args));
  }

  private static int run(String... args) {
    int[] code = {CommandLine.ExitCode.SOFTWARE};
    Quarkus.run(
        Cli.class,
        (exit, failure) -> {
          code[0] = exit;
          if (failure != null) {
            System.err.println(
                "heliograph: could not start: "
                    + Redaction.secrets(String.valueOf(root(failure).getMessage())));
            code[0] = CommandLine.ExitCode.SOFTWARE;
          }
        },
        args);
    return code[0];
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static int wrongUse(ParameterException e, String... args) {
    try {
      return e.getCommandLine().getParameterExceptionHandler().handleParseException(e, args);
    } catch (Exception unexpected) {
      System.err.println("heliograph: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private static Object command(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().userObject();
  }

  /** The state folder, before there is any configuration: property, environment, default. */
  static Home home() {
    String property = System.getProperty("heliograph.home");
    String environment = System.getenv("HELIOGRAPH_HOME");
    return Home.of(property != null ? property : environment != null ? environment : "");
  }
}
