package dev.heliograph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ManifestReader;
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

/** Tools. */
@Command(
    name = "tool",
    description = "List, show, validate and call tools.",
    subcommands = {
      ToolCommand.ListAll.class,
      ToolCommand.Show.class,
      ToolCommand.Validate.class,
      ToolCommand.Call.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph tool list",
      "  heliograph tool validate tools/measure_volume/tool.yaml",
      "  heliograph tool call list_studies '{}'",
      "  heliograph tool call segment_abdomen --study ct-abdomen '{\"image\": \"$image\"}'"
    })
final class ToolCommand extends Group {

  /** Lists tools. */
  @Command(name = "list", description = "Every version of every tool.")
  static final class ListAll extends ServiceCommand {
    @Option(names = "--json", description = "Print the manifests as JSON.")
    boolean json;

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      JsonNode tools = service.tools();
      if (json) {
        Out.json(out, tools);
        return;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("TOOL", "RUNS", "TITLE"));
      for (JsonNode t : tools) {
        String runs = t.path("available").asBoolean() ? "yes" : "no: " + text(t, "unavailable");
        rows.add(List.of(text(t, "name") + "@" + text(t, "version"), runs, text(t, "title")));
      }
      Out.table(out, rows);
    }
  }

  /** Shows a manifest. */
  @Command(name = "show", description = "The manifest of a tool.")
  static final class Show extends ServiceCommand {
    @Parameters(paramLabel = "NAME", description = "Its name, or name@version.")
    String name = "";

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      Out.json(out, service.tool(name));
    }
  }

  /** Checks a manifest; needs nothing started. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Check a manifest file and say everything that is wrong with it.")
  static final class Validate implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A tool.yaml.")
    Path file = Path.of("tool.yaml");

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try {
        out.println(ManifestReader.read(file).id() + " is valid");
        return 0;
      } catch (ManifestReader.InvalidManifestException e) {
        e.problems().forEach(p -> out.println(p.path() + ": " + p.message() + "\n  " + p.fix()));
        return 1;
      } catch (IOException e) {
        throw CliException.wrongUse("cannot read " + file, "check the path");
      }
    }
  }

  /** Calls a tool. */
  @Command(
      name = "call",
      description = {
        "Call a tool with JSON arguments and print its result.",
        "With --study the arguments may say $image (the study's first image), $image2, … and $study;"
            + " a tool that needs an image and is given none gets the first.",
        "The exit code is 0 if the call completed, also if incomplete; 1 if it was rejected or failed."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  heliograph tool call segment_abdomen --study ct-abdomen",
        "  heliograph tool call segment_abdomen --study scan.nii.gz --modality CT '{\"image\":"
            + " \"$image\"}'",
        "  heliograph tool call measure_volume '{\"mask\": \"<artifact id>\", \"structure\":"
            + " \"liver\"}'"
      })
  static final class Call extends ServiceCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Its name, or name@version.")
    String name = "";

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "JSON",
        description = "The arguments (default: none).")
    String arguments = "{}";

    @Option(
        names = "--study",
        paramLabel = "PATH|NAME|ID",
        description = "A file or folder, a sample's name, or a stored study's id.")
    @Nullable String study;

    @Option(
        names = "--modality",
        paramLabel = "CODE",
        description = "DICOM code of files without one.")
    @Nullable String modality;

    @Option(names = "--dry-run", description = "Only check the arguments.")
    boolean dryRun;

    private boolean bad;

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      JsonNode given;
      try {
        given = new ObjectMapper().readTree(arguments);
      } catch (JsonProcessingException e) {
        throw CliException.wrongUse(
            "the arguments are no JSON: " + e.getOriginalMessage(), "quote them for your shell");
      }
      if (!(given instanceof ObjectNode object)) {
        throw CliException.wrongUse("the arguments are no JSON object", "write '{…}'");
      }
      String from = study;
      ObjectNode filled =
          from == null
              ? object
              : StudyArguments.fill(
                  object, service.tool(name), StudyFiles.of(from).stored(service, modality));
      JsonNode result = service.callTool(name, filled, dryRun);
      Out.json(out, result);
      bad =
          dryRun
              ? !result.path("valid").asBoolean()
              : !List.of("completed", "incomplete").contains(text(result, "status"));
    }

    @Override
    public Integer call() {
      super.call();
      return bad ? 1 : 0;
    }
  }
}
