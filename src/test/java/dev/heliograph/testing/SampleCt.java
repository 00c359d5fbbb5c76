package dev.heliograph.testing;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.tool.BoundedYaml;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The sample study {@code samples/ct-abdomen}: a real CT and its labels. */
public record SampleCt(Volume volume, LabelMap labels) {

  private static final Path FOLDER = Path.of("samples/ct-abdomen");

  public static SampleCt load() {
    Path ct = FOLDER.resolve("ct.nii.gz");
    Path labels = FOLDER.resolve("labels.nii.gz");
    try (InputStream a = Files.newInputStream(ct);
        InputStream b = Files.newInputStream(labels)) {
      Map<Integer, String> structures = new TreeMap<>();
      BoundedYaml.read(FOLDER.resolve("study.yaml"))
          .path("reference")
          .path("structures")
          .properties()
          .forEach(e -> structures.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
      return new SampleCt(
          NiftiReader.read(a, Files.size(ct), Unit.HOUNSFIELD, ReadLimits.standard()).volume(),
          NiftiReader.readLabels(b, Files.size(labels), structures, ReadLimits.standard()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The label of a structure. */
  public int label(String structure) {
    return labels.labelOf(structure).orElseThrow();
  }
}
