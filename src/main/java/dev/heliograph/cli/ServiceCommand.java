package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the service for one thing and prints the answer. */
@Command(mixinStandardHelpOptions = true)
abstract class ServiceCommand implements Callable<Integer>, NeedsService {

  @Spec CommandSpec spec;

  abstract void run(Service service, PrintWriter out) throws IOException;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      run(Service.get(), out);
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), "check the files and the service");
    }
    out.flush();
    return 0;
  }

  static String text(JsonNode json, String name) {
    return json.path(name).asText();
  }
}
