package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stored studies. */
@Command(
    name = "study",
    description = "Load, list, show and delete studies; de-identify DICOM files.",
    subcommands = {
      StudyCommand.Add.class,
      StudyCommand.ListAll.class,
      StudyCommand.Show.class,
      StudyCommand.Delete.class,
      DeidentifyCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph study add scan.nii.gz --modality CT",
      "  heliograph study add dicom-folder --name \"CT of May\"",
      "  heliograph study list"
    })
final class StudyCommand extends Group {

  /** Loads files. */
  @Command(
      name = "add",
      description = "Load NIfTI, DICOM, PNG or JPEG files, or folders of them, as one study.",
      footer = {"", "Example: heliograph study add scan.nii.gz --modality CT"})
  static final class Add extends ServiceCommand {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or folders.")
    List<Path> paths = List.of();

    @Option(names = "--modality", paramLabel = "CODE", description = "DICOM code: CT, MR …")
    @Nullable String modality;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the study.")
    @Nullable String name;

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      List<Path> files = new ArrayList<>();
      for (Path path : paths) {
        if (!path.toFile().exists()) {
          throw CliException.wrongUse("there is no file " + path, "check the path");
        }
        files.addAll(StudyFiles.below(path));
      }
      Out.json(out, service.addStudy(files, modality, name));
    }
  }

  /** Lists studies. */
  @Command(name = "list", description = "All studies, newest first.")
  static final class ListAll extends ServiceCommand {
    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      JsonNode studies = service.studies();
      if (json) {
        Out.json(out, studies);
        return;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("ID", "NAME", "IMAGES", "ORIGIN"));
      for (JsonNode s : studies) {
        List<String> images = new ArrayList<>();
        s.path("images")
            .forEach(
                i -> images.add(i.path("modality").path("value").asText() + " " + text(i, "kind")));
        rows.add(
            List.of(text(s, "id"), text(s, "name"), String.join(", ", images), text(s, "origin")));
      }
      Out.table(out, rows);
    }
  }

  /** Shows one study. */
  @Command(name = "show", description = "One study with its images.")
  static final class Show extends ServiceCommand {
    @Parameters(paramLabel = "ID", description = "The study's id.")
    String id = "";

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      Out.json(out, service.study(id));
    }
  }

  /** Deletes one study. */
  @Command(name = "delete", description = "Delete a study with its images, masks and files.")
  static final class Delete extends ServiceCommand {
    @Parameters(paramLabel = "ID", description = "The study's id.")
    String id = "";

    @Override
    void run(Service service, PrintWriter out) throws IOException {
      service.deleteStudy(id);
    }
  }
}
