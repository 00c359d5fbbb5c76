package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Ids;
import dev.heliograph.tool.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --study X} means: a path if it exists, else a folder of {@code samples/}, else one of
 * {@code $HELIOGRAPH_DATA}, else the id of a stored study.
 *
 * @param id of a stored study, or null
 * @param title what to call it, or null for the files' own name
 * @param modality DICOM code, or null if nothing says it
 * @param files to load
 */
record StudyFiles(
    @Nullable String id, @Nullable String title, @Nullable String modality, List<Path> files) {

  static StudyFiles of(String name) throws IOException {
    Path path = Path.of(name);
    if (Files.exists(path)) {
      return new StudyFiles(null, null, null, below(path));
    }
    if (Ids.isId(name)) {
      return new StudyFiles(name, null, null, List.of());
    }
    for (Path folder : places(name)) {
      if (Files.isRegularFile(folder.resolve("study.yaml"))) {
        Samples.Sample sample = Samples.Sample.read(folder);
        return new StudyFiles(
            null,
            sample.title(),
            sample.modality().isEmpty() ? null : sample.modality(),
            sample.files());
      }
      if (Files.exists(folder)) {
        return new StudyFiles(null, null, null, below(folder));
      }
    }
    throw CliException.wrongUse(
        "there is no file, sample or stored study '" + name + "'",
        "'heliograph sample list' and 'heliograph study list' show what there is");
  }

  /**
   * The study as the API gives it, stored first if it is files.
   *
   * @param code DICOM code of files without one, or null
   */
  JsonNode stored(Service service, @Nullable String code) throws IOException {
    return id != null
        ? service.study(id)
        : service.addStudy(files, code != null ? code : modality, title);
  }

  private static List<Path> places(String name) {
    Path sample = ProjectRoot.path().resolve("samples").resolve(name);
    return Optional.ofNullable(System.getenv("HELIOGRAPH_DATA"))
        .map(data -> List.of(sample, Path.of(data).resolve(name)))
        .orElse(List.of(sample));
  }

  /** A file, or all files below a folder, in a stable order. */
  static List<Path> below(Path path) throws IOException {
    try (Stream<Path> walk = Files.walk(path)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
