package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** FLARE's folders: scans in, label maps out. */
class FlareCommandTest {

  private static int run(StringWriter err, String... args) {
    CommandLine line = Heliograph.line(CommandLine.defaultFactory());
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private static LabelMap labels(Path file, Map<Integer, String> structures) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NiftiReader.readLabels(in, -1, structures, ReadLimits.standard());
    }
  }

  @Test
  void everyScanGivesALabelMapInFlaresNumbersAndABadOneCostsNoOther(@TempDir Path folder)
      throws IOException {
    Path in = Files.createDirectories(folder.resolve("inputs"));
    Path out = folder.resolve("outputs");
    Files.copy(Path.of("samples/ct-abdomen/ct.nii.gz"), in.resolve("b_0000.nii.gz"));
    Files.writeString(in.resolve("a_0000.nii.gz"), "no NIfTI at all");
    Files.writeString(in.resolve("notes.txt"), "");
    StringWriter err = new StringWriter();
    int code =
        run(err, "flare", "predict", "--task", "2", "--inputs", in + "", "--outputs", out + "");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("a_0000.nii.gz");
    assertThat(StudyFiles.below(out))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("b.nii.gz");
    // The network alone, in its own numbers (1 liver, 2 spleen, 3 left, 4 right kidney).
    LabelMap network =
        labels(Path.of("src/test/resources/inference/abdomen-organs.nii.gz"), Map.of());
    LabelMap found = labels(out.resolve("b.nii.gz"), Map.of());
    assertThat(found.geometry().sameGrid(network.geometry(), 1e-3)).isTrue();
    int[] flare = {0, 1, 3, 13, 2};
    long differing = 0;
    for (int p = 0; p < found.labels().length; p++) {
      differing += found.labels()[p] == flare[network.labels()[p]] ? 0 : 1;
    }
    assertThat(differing).isLessThan(found.labels().length / 10_000);
  }

  @Test
  void eachOrganComesFromTheFirstModelThatHasIt() {
    Geometry g = Geometry.axisAligned(4, 1, 1, 1, 1, 1);
    LabelMap first = new LabelMap(g, new short[] {1, 0, 2, 0}, Map.of(1, "liver", 2, "heart"));
    LabelMap second =
        new LabelMap(g, new short[] {7, 5, 7, 5}, Map.of(5, "liver", 7, "gallbladder"));
    LabelMap merged = FlareLabels.merge(List.of(first, second));
    assertThat(merged.labels()).containsExactly(1, 0, 9, 0);
    assertThat(merged.structures()).isEqualTo(Map.of(1, "liver", 9, "gallbladder"));
  }

  @Test
  void wrongUseNamesTheFix(@TempDir Path empty) {
    StringWriter err = new StringWriter();
    String folder = empty.toString();
    assertThat(run(err, "flare", "predict", "--task", "2", "--inputs", folder, "--outputs", folder))
        .isEqualTo(2);
    assertThat(err.toString()).contains("_0000.nii.gz");
    assertThat(run(err, "flare", "predict", "--task", "6", "--inputs", folder, "--outputs", folder))
        .isEqualTo(2);
    assertThat(err.toString()).contains("task 6");
  }
}
