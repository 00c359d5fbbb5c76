package dev.heliograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.heliograph.store.Home;
import dev.heliograph.study.ImportException;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.Upload;
import dev.heliograph.tool.ProjectRoot;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The sample studies that the project ships, {@code samples/<name>/study.yaml}. */
@Singleton
public final class Samples {

  private static final Logger LOG = Logger.getLogger(Samples.class);

  private final Home home;
  private final StudyImporter importer;

  Samples(Home home, StudyImporter importer) {
    this.home = home;
    this.importer = importer;
  }

  /** What a sample's folder says of it. */
  record Sample(
      Path folder, String name, String title, String modality, String licence, List<Path> files) {

    static Sample read(Path folder) throws IOException {
      JsonNode yaml = new YAMLMapper().readTree(Files.readString(folder.resolve("study.yaml")));
      List<Path> files = new ArrayList<>();
      for (JsonNode file : yaml.path("files")) {
        files.addAll(StudyFiles.below(folder.resolve(file.asText())));
      }
      String name = folder.getFileName() + "";
      return new Sample(
          folder,
          name,
          yaml.path("title").asText(name),
          yaml.path("modality").asText(""),
          yaml.path("licence").asText(""),
          files);
    }
  }

  static List<Sample> all() throws IOException {
    Path folder = ProjectRoot.path().resolve("samples");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path f : folders.sorted().toList()) {
        if (Files.isRegularFile(f.resolve("study.yaml"))) {
          try {
            samples.add(Sample.read(f));
          } catch (IOException e) {
            LOG.warnf("the sample %s is left out: %s", f, e.getMessage());
          }
        }
      }
    }
    return samples;
  }

  /**
   * Loads each once in the life of a state folder, so that a deleted sample stays deleted. Which
   * were loaded is noted one by one: a service that is stopped meanwhile goes on where it was.
   */
  void loadOnFirstStart() throws IOException {
    Path note = home.path().resolve("samples-loaded");
    List<String> loaded = new ArrayList<>();
    if (Files.exists(note)) {
      loaded.addAll(Files.readAllLines(note));
    }
    for (Sample sample : all()) {
      if (loaded.contains(sample.name())) {
        continue;
      }
      try {
        load(sample);
      } catch (ImportException e) {
        LOG.warnf("the sample %s is left out: %s", sample.name(), e.getMessage());
      }
      Files.createDirectories(home.path());
      loaded.add(sample.name());
      Files.write(note, loaded);
    }
  }

  private Study load(Sample sample) throws IOException, ImportException {
    List<Upload> files = new ArrayList<>();
    for (Path file : sample.files()) {
      files.add(Upload.of(file.getFileName() + "", file));
    }
    return importer.importFiles(
        files, Modality.of(sample.modality()).orElse(null), sample.title(), "sample");
  }
}
