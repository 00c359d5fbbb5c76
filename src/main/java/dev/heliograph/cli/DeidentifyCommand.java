package dev.heliograph.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.dicom.data.DicomFile;
import dev.heliograph.format.dicom.data.DicomWriter;
import dev.heliograph.format.dicom.deid.Deidentifier;
import dev.heliograph.format.dicom.deid.Pseudonyms;
import dev.heliograph.study.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** De-identifies a folder of DICOM files; needs nothing started. */
@Command(
    name = "deidentify",
    mixinStandardHelpOptions = true,
    description = {
      "Write a folder's DICOM files without what identifies the patient (PS3.15 Basic Profile).",
      "Pixels stay as they are. Files that may show text in their pixels are withheld."
    },
    footer = {"", "Example: heliograph study deidentify dicom-folder --out shared"})
final class DeidentifyCommand implements Callable<Integer> {

  private static final String AUDIT = "deidentification.json";

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A folder of DICOM files.")
  Path from = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "A new or empty folder for the files and the audit (" + AUDIT + ").")
  Path to = Path.of("");

  @Option(
      names = "--keep-burned-in",
      description = "Also write files that may show text in their pixels. Look at them first.")
  boolean keepBurnedIn;

  private final SortedMap<String, Integer> done = new TreeMap<>();
  private final ArrayNode withheld = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode burnedIn = JsonNodeFactory.instance.arrayNode();
  private int written;
  private int skipped;

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(from)) {
      throw CliException.wrongUse("there is no folder " + from, "name the folder of DICOM files");
    }
    Files.createDirectories(to);
    List<Path> files = StudyFiles.below(from);
    if (!StudyFiles.below(to).isEmpty()
        || to.toRealPath().startsWith(from.toRealPath())
        || from.toRealPath().startsWith(to.toRealPath())) {
      throw CliException.wrongUse(
          "the folder " + to + " is not empty, or one folder lies within the other",
          "name a new folder after --out");
    }
    String version = new Heliograph.Version().getVersion()[0];
    Deidentifier deidentifier = new Deidentifier(Pseudonyms.random(), version);
    PrintWriter err = spec.commandLine().getErr();
    for (int n = 0; n < files.size(); n++) {
      try {
        one(files.get(n), n + 1, deidentifier);
      } catch (FormatException e) {
        withhold(n + 1, String.valueOf(e.getMessage()));
        err.println("not written: " + files.get(n) + ": " + e.getMessage() + "; " + e.fix());
      }
    }
    Files.writeString(to.resolve(AUDIT), audit(version, files.size()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(written + " of " + files.size() + " files written to " + to + "; see " + AUDIT);
    out.flush();
    err.flush();
    return withheld.isEmpty() ? 0 : 1;
  }

  private void one(Path file, int number, Deidentifier deidentifier) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!DicomFile.looksLikeDicom(in.readNBytes(132))) {
        spec.commandLine().getErr().println("skipped, no DICOM file: " + file);
        skipped++;
        return;
      }
    }
    DicomFile original = DicomFile.read(Upload.of("", file), ReadLimits.standard());
    Deidentifier.Result result = deidentifier.apply(original);
    String name = String.format(Locale.ROOT, "%06d.dcm", number);
    if (!result.burnedIn().isEmpty()) {
      burnedIn.addObject().put("file", name).put("warning", result.burnedIn());
      if (!keepBurnedIn) {
        throw new FormatException(
            result.burnedIn(), "look at it, then repeat with --keep-burned-in if it shows none");
      }
    }
    try (OutputStream out = Files.newOutputStream(to.resolve(name))) {
      DicomWriter.write(result.data(), original.syntax(), out);
    }
    result.done().forEach((what, times) -> done.merge(what, times, Integer::sum));
    written++;
  }

  private void withhold(int number, String reason) {
    withheld.addObject().put("number", number).put("reason", reason);
  }

  /**
   * Counts and reasons, without a value or a name of the original files: it goes with the copies.
   */
  private String audit(String version, int files) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("software", version);
    json.put("profile", "DICOM PS3.15 Basic Application Level Confidentiality Profile (113100)");
    json.put("files", files).put("written", written).put("notDicom", skipped);
    json.put("pixels", "unchanged");
    json.set("withheld", withheld);
    json.set("burnedIn", burnedIn);
    ObjectNode attributes = json.putObject("attributes");
    done.forEach(attributes::put);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
