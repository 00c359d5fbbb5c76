package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.BoundedYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fixtures by name, looked for in several folders, each below its folder and nowhere else. */
public final class Fixtures {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

  private final List<Path> roots;

  /**
   * @param roots searched in order; those that do not exist are passed over
   */
  public Fixtures(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  public List<Path> roots() {
    return roots;
  }

  /**
   * @throws IllegalArgumentException if the name could lead out of the folders, or the fixture's
   *     description is wrong
   */
  public Optional<Fixture> find(String name) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "'" + name + "' is no fixture's name; use letters, digits, '.', '_', '-' and '/'");
    }
    for (Path root : roots) {
      Path yaml = root.resolve(name).resolve("study.yaml");
      if (Files.isRegularFile(yaml)) {
        try {
          return Optional.of(read(name, root, yaml));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return Optional.empty();
  }

  private static Fixture read(String name, Path root, Path yaml) throws IOException {
    JsonNode json = BoundedYaml.read(yaml);
    Path folder = root.resolve(name);
    List<Path> files = new ArrayList<>();
    for (JsonNode f : json.path("files")) {
      files.addAll(below(inside(root, folder.resolve(f.asText()))));
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(yaml + ": files: names no file; list the study's files");
    }
    JsonNode reference = json.path("reference");
    Optional<Fixture.Reference> labels = Optional.empty();
    if (reference.path("file").isTextual()) {
      SortedMap<Integer, String> structures = new TreeMap<>();
      reference
          .path("structures")
          .properties()
          .forEach(e -> structures.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
      labels =
          Optional.of(
              new Fixture.Reference(
                  inside(root, folder.resolve(reference.path("file").asText())), structures));
    }
    return new Fixture(
        name,
        json.path("title").asText(name),
        Modality.of(json.path("modality").asText("")).orElse(null),
        files,
        labels);
  }

  /** Symbolic links count as what they point to. */
  private static Path inside(Path root, Path path) throws IOException {
    Path real = path.toRealPath();
    if (!real.startsWith(root.toRealPath())) {
      throw new IllegalArgumentException(path + " leads out of " + root);
    }
    return real;
  }

  private static List<Path> below(Path path) throws IOException {
    try (Stream<Path> found = Files.walk(path)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
