package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.tool.ManifestReader;
import dev.heliograph.tool.ProjectRoot;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolMaker;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The tools of the operator's folder ({@code heliograph.tools}, by default {@code tools/} of the
 * project) and those registered since. A manifest that cannot be used is left out, and {@link
 * #problems} says why.
 */
@ApplicationScoped
public class FolderRegistry implements ToolRegistry {

  private static final Logger LOG = Logger.getLogger(FolderRegistry.class);

  private final Map<String, ToolMaker> makers;
  private final Cards cards;
  private final Map<String, Tool> tools = new ConcurrentHashMap<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Map<String, String> problems = new LinkedHashMap<>();

  @Inject
  FolderRegistry(
      @ConfigProperty(name = "heliograph.tools") Optional<String> folder,
      @All List<ToolMaker> makers) {
    this(
        ProjectRoot.path().resolve(folder.orElse("tools")),
        ProjectRoot.path().resolve("models"),
        makers);
  }

  /**
   * @param folder holds {@code <name>/tool.yaml}
   * @param models holds {@code <name>/card.yaml}
   */
  public FolderRegistry(Path folder, Path models, List<ToolMaker> makers) {
    this.makers =
        makers.stream()
            .collect(Collectors.toMap(ToolMaker::kind, m -> m, (a, b) -> a, TreeMap::new));
    this.cards = new Cards(models);
    for (Path file : manifests(folder)) {
      String name = folder.relativize(file).toString();
      try {
        add(ManifestReader.read(file));
      } catch (IOException | IllegalArgumentException e) {
        problems.put(name, String.valueOf(e.getMessage()));
        LOG.warnf("%s is left out: %s", file, e.getMessage());
      }
    }
  }

  @Override
  public List<Tool> tools() {
    return all().stream()
        .filter(t -> t.unavailable() == null)
        .collect(
            Collectors.toMap(
                t -> t.manifest().name(), t -> t, (older, newer) -> newer, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  /** Every version of every tool, by name, oldest version first, whether it can run or not. */
  public List<Tool> all() {
    return tools.values().stream()
        .sorted(
            Comparator.comparing((Tool t) -> t.manifest().name())
                .thenComparing(t -> t.manifest().version(), FolderRegistry::compareVersions))
        .toList();
  }

  @Override
  public Optional<Tool> find(String nameOrId) {
    Tool exact = tools.get(nameOrId);
    return exact != null
        ? Optional.of(exact)
        : all().stream()
            .filter(t -> t.manifest().name().equals(nameOrId))
            .reduce((older, newer) -> newer);
  }

  @Override
  public Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality) {
    String card = tool.card();
    return card == null ? Optional.empty() : cards.accuracy(card, structure, modality);
  }

  /** Why manifests of the folder were left out, by path in the folder. */
  public Map<String, String> problems() {
    return Map.copyOf(problems);
  }

  /**
   * Registers a tool that came over the network, until it is removed or the service ends.
   *
   * @throws ManifestReader.InvalidManifestException with everything that is wrong with the manifest
   * @throws IllegalArgumentException if its runner may not be registered this way, or this name and
   *     version exist already
   */
  public Tool register(JsonNode manifest) {
    ToolManifest m = ManifestReader.of(manifest);
    String kind = m.runner().path("kind").asText();
    ToolMaker maker = makers.get(kind);
    if (maker == null || !maker.remote()) {
      String remote =
          makers.values().stream()
              .filter(ToolMaker::remote)
              .map(ToolMaker::kind)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "runner.kind: a "
              + kind
              + " tool cannot be registered over the network; this build can register "
              + (remote.isEmpty() ? "none" : remote)
              + ". Put the manifest into the operator's tools folder and restart");
    }
    Tool tool = add(m);
    registered.add(m.id());
    return tool;
  }

  /**
   * Removes a registered tool.
   *
   * @param id {@code name@version}
   * @return false if there is none
   * @throws IllegalArgumentException if it is the operator's
   */
  public boolean unregister(String id) {
    if (registered.remove(id)) {
      return tools.remove(id) != null;
    }
    if (tools.containsKey(id)) {
      throw new IllegalArgumentException(
          id + " is in the operator's tools folder; remove its folder and restart");
    }
    return false;
  }

  private Tool add(ToolManifest manifest) {
    String kind = manifest.runner().path("kind").asText();
    ToolMaker maker = makers.get(kind);
    if (maker == null) {
      throw new IllegalArgumentException(
          "runner.kind: this build runs "
              + String.join(", ", makers.keySet())
              + " tools, not "
              + kind);
    }
    Tool tool = maker.make(manifest);
    if (tools.putIfAbsent(manifest.id(), tool) != null) {
      throw new IllegalArgumentException(
          manifest.id() + " exists already; give this one another version");
    }
    return tool;
  }

  private static List<Path> manifests(Path folder) {
    if (!Files.isDirectory(folder)) {
      LOG.warnf("there is no tools folder %s; set heliograph.tools", folder);
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return new ArrayList<>(
          found.map(f -> f.resolve("tool.yaml")).filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      LOG.warnf("the tools folder %s is not readable: %s", folder, e.getMessage());
      return List.of();
    }
  }

  static int compareVersions(String a, String b) {
    String[] x = a.split("\\.");
    String[] y = b.split("\\.");
    for (int i = 0; i < 3; i++) {
      int c = Integer.compare(Integer.parseInt(x[i]), Integer.parseInt(y[i]));
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }
}
