package dev.heliograph.cli;

import dev.heliograph.agent.EventJson;
import dev.heliograph.agent.RunEvent;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks an agent about studies. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    description = {
      "Ask about studies. Without a question, and at a terminal, it is a conversation.",
      "The exit code is 0 if the last question was answered, 1 if it was not."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph chat --study ct-abdomen \"How big is the liver?\"",
      "  heliograph chat --study scan.nii.gz --modality CT --out masks \"Volume of the spleen?\"",
      "  heliograph chat --study dicom-folder --out results --dicom \"Volume of the liver?\"",
      "  heliograph chat --study ct-abdomen --json \"How big is the liver?\" | jq .type"
    })
final class ChatCommand implements Callable<Integer>, NeedsService {

  @Spec CommandSpec spec;

  @Option(
      names = "--study",
      paramLabel = "PATH|NAME|ID",
      description = "A file or folder, a sample's name, or a stored study's id. May be repeated.")
  List<String> studies = List.of();

  @Option(
      names = "--modality",
      paramLabel = "CODE",
      description = "DICOM code of files without one.")
  @Nullable String modality;

  @Option(names = "--agent", paramLabel = "NAME", description = "Which agent (default: default).")
  @Nullable String agent;

  @Option(names = "--json", description = "Print the run's events, one a line.")
  boolean json;

  @Option(names = "--out", paramLabel = "DIR", description = "Save the masks of the run there.")
  @Nullable Path out;

  @Option(
      names = "--dicom",
      description = "Save masks as DICOM SEG, not NIfTI, and the measurements as DICOM SR.")
  boolean dicom;

  @Parameters(arity = "0..1", paramLabel = "QUESTION", description = "What to ask.")
  @Nullable String question;

  @Override
  public Integer call() {
    Console console = System.console();
    if (question == null && console == null) {
      throw CliException.wrongUse(
          "there is no question", "write it at the end, in quotes: heliograph chat … \"…\"");
    }
    Service service = Service.get();
    try {
      String conversation = service.open(load(service), agent);
      String asked = question;
      boolean answered = false;
      while (true) {
        String text = asked != null ? asked : console == null ? null : console.readLine("> ");
        if (text == null || text.isBlank()) {
          return answered ? 0 : 1;
        }
        RunEvent end = ask(service, conversation, text);
        answered = end.type() == RunEvent.Type.ANSWER;
        boolean goesOn =
            console != null
                && (question == null || end.type() == RunEvent.Type.CLARIFICATION_ASKED);
        if (!goesOn) {
          return answered ? 0 : 1;
        }
        asked = null;
      }
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()), "check the files and the service");
    }
  }

  private List<String> load(Service service) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String name : studies) {
      ids.add(StudyFiles.of(name).stored(service, modality).path("id").asText());
    }
    return ids;
  }

  private RunEvent ask(Service service, String conversation, String text) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    ChatPrinter printer = new ChatPrinter(stdout, spec.commandLine().getErr());
    String run = service.send(conversation, text);
    Thread stop = new Thread(() -> cancel(service, run));
    Runtime.getRuntime().addShutdownHook(stop);
    List<RunEvent> events = new ArrayList<>();
    service.follow(
        run,
        event -> {
          events.add(event);
          if (json) {
            stdout.println(EventJson.write(event));
            stdout.flush();
          } else {
            printer.event(event);
          }
        });
    Runtime.getRuntime().removeShutdownHook(stop);
    Path folder = out;
    if (folder != null) {
      PrintWriter err = spec.commandLine().getErr();
      Masks.save(service, events, folder, dicom, err);
      if (dicom && events.get(events.size() - 1).type() == RunEvent.Type.ANSWER) {
        Path file = folder.resolve("report-" + run + "-sr.dcm");
        Masks.write(file, report -> service.report(run, "dicom-sr", report));
        err.println("saved " + file);
        err.flush();
      }
    }
    return events.get(events.size() - 1);
  }

  private static void cancel(Service service, String run) {
    try {
      service.cancel(run);
    } catch (IOException | RuntimeException e) {
      // The process is ending; a service that is gone has nothing to stop.
    }
  }
}
