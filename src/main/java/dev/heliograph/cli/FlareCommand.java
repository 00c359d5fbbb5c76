package dev.heliograph.cli;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Monitor;
import dev.heliograph.inference.RefusedException;
import dev.heliograph.inference.Segmentation;
import dev.heliograph.inference.Segmenter;
import dev.heliograph.inference.Sessions;
import dev.heliograph.tool.ProjectRoot;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The FLARE challenge's folders. Nothing of the application is started. */
@Command(
    name = "flare",
    description = "Run as a FLARE algorithm: a folder of scans in, a folder of label maps out.",
    subcommands = FlareCommand.Predict.class,
    footerHeading = "%nExamples:%n",
    footer = "  heliograph flare predict --task 2 --inputs inputs --outputs outputs")
final class FlareCommand extends Group {

  private static final String SUFFIX = "_0000.nii.gz";

  /** Segments every scan of a folder. */
  @Command(
      name = "predict",
      mixinStandardHelpOptions = true,
      description = "Segments every *_0000.nii.gz of a folder, in FLARE's label values.")
  static final class Predict implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Option(
        names = "--task",
        required = true,
        paramLabel = "N",
        description = "2: abdominal organs in CT; 3: the same in MR.")
    int task;

    @Option(
        names = "--inputs",
        required = true,
        paramLabel = "DIR",
        description = "Folder of NAME_0000.nii.gz files.")
    Path inputs = Path.of(".");

    @Option(
        names = "--outputs",
        required = true,
        paramLabel = "DIR",
        description = "Folder that receives NAME.nii.gz.")
    Path outputs = Path.of(".");

    @Option(
        names = "--model",
        paramLabel = "NAME",
        description =
            "Model to use (default abdomen-organs); repeat it and each organ comes from the first"
                + " that has it.")
    List<String> names = List.of("abdomen-organs");

    @Option(
        names = "--memory",
        paramLabel = "GIB",
        defaultValue = "4",
        description = "A scan that would need more is refused (default ${DEFAULT-VALUE}).")
    int gib;

    private final Models models =
        new Models(ProjectRoot.path().resolve("models"), Main.home().path().resolve("models"));

    @Override
    public Integer call() throws IOException {
      if (task != 2 && task != 3) {
        throw CliException.wrongUse(
            "task " + task + " has no label maps that Heliograph makes", "give --task 2 or 3");
      }
      if (gib < 1 || gib > 1024) {
        throw CliException.wrongUse("--memory " + gib + " GiB", "give 1 to 1024");
      }
      List<ModelCard> cards = cards();
      List<Path> scans = scans();
      Files.createDirectories(outputs);
      Segmenter segmenter =
          new Segmenter(new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(10)));
      PrintWriter out = spec.commandLine().getOut();
      int failed = 0;
      for (Path scan : scans) {
        // One scan that cannot be read or segmented must not cost the others.
        try {
          out.println(predict(segmenter, cards, scan));
        } catch (IOException | RefusedException | IllegalArgumentException e) {
          failed++;
          String fix = e instanceof RefusedException r ? "; " + r.fix() : "";
          spec.commandLine().getErr().println(scan.getFileName() + ": " + e.getMessage() + fix);
        }
        out.flush();
      }
      return failed == 0 ? 0 : 1;
    }

    private List<ModelCard> cards() throws IOException {
      List<ModelCard> cards = new ArrayList<>();
      for (String name : names) {
        try {
          cards.add(models.card(name));
        } catch (NoSuchFileException e) {
          throw CliException.wrongUse("no model " + name, "'heliograph model list' lists them");
        }
      }
      return cards;
    }

    private List<Path> scans() throws IOException {
      if (!Files.isDirectory(inputs)) {
        throw CliException.wrongUse(inputs + " is no folder", "give the folder of the scans");
      }
      try (Stream<Path> files = Files.list(inputs)) {
        List<Path> scans =
            files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
        if (scans.isEmpty()) {
          throw CliException.wrongUse(
              "there is no *" + SUFFIX + " in " + inputs, "name the scans as FLARE does");
        }
        return scans;
      }
    }

    private String predict(Segmenter segmenter, List<ModelCard> cards, Path scan)
        throws IOException {
      long start = System.nanoTime();
      Volume volume;
      try (InputStream in = Files.newInputStream(scan)) {
        Unit unit = task == 2 ? Unit.HOUNSFIELD : Unit.ARBITRARY;
        volume = NiftiReader.read(in, Files.size(scan), unit, ReadLimits.standard()).volume();
      }
      List<LabelMap> maps = new ArrayList<>();
      List<String> notices = new ArrayList<>();
      for (ModelCard card : cards) {
        Segmentation found =
            segmenter.segment(card, volume, task == 2 ? "CT" : "MR", (long) gib << 30, QUIET);
        maps.add(found.vouchedFor(card));
        found.notices().forEach(n -> notices.add(n.message()));
      }
      String file = scan.getFileName().toString();
      String name = file.substring(0, file.length() - SUFFIX.length()) + ".nii.gz";
      LabelMap merged = FlareLabels.merge(maps);
      Masks.write(outputs.resolve(name), to -> NiftiWriter.writeLabels(merged, to));
      return String.format(
          Locale.ROOT,
          "%s %.1f s%s",
          name,
          (System.nanoTime() - start) / 1e9,
          notices.isEmpty() ? "" : "; " + String.join("; ", notices));
    }
  }

  private static final Monitor QUIET =
      new Monitor() {
        @Override
        public void progress(double fraction, String message) {}

        @Override
        public void check() {}
      };
}
