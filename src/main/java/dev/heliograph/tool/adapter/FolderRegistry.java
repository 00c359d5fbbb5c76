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
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tools of the operator's folder ({@code heliograph.tools}, by default {@code tools/} of the
 * project) and those registered since. The folder is looked at again when the tools are asked for,
 * at most once a second: a new manifest is there without a restart, a changed one replaces what it
 * was, one that went away is gone. A run that has begun keeps the manifests it began with. A
 * manifest that cannot be used is left out, and {@link #problems} says why.
 */
@ApplicationScoped
public class FolderRegistry implements ToolRegistry {

  private static final Logger LOG = Logger.getLogger(FolderRegistry.class);

  private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

  private final Map<String, ToolMaker> makers;
  private final Cards cards;
  private final ManifestFiles files;

  /** By {@code name@version}; replaced as a whole when the folder changed. */
  private volatile Map<String, Tool> operators = Map.of();

  private final Map<String, Tool> registered = new ConcurrentHashMap<>();
  private volatile Map<String, String> problems = Map.of();
  private final AtomicLong looked = new AtomicLong();

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
    this.files = new ManifestFiles(folder);
    look();
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
    refresh();
    return Stream.concat(operators.values().stream(), registered.values().stream())
        .sorted(
            Comparator.comparing((Tool t) -> t.manifest().name())
                .thenComparing(t -> t.manifest().version(), FolderRegistry::compareVersions))
        .toList();
  }

  @Override
  public Optional<Tool> find(String nameOrId) {
    refresh();
    Tool exact = operators.getOrDefault(nameOrId, registered.get(nameOrId));
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
    refresh();
    return problems;
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
              + ". Put the manifest into the operator's tools folder");
    }
    Tool tool = maker.make(m, ToolMaker.Origin.NETWORK);
    if (operators.containsKey(m.id()) || registered.putIfAbsent(m.id(), tool) != null) {
      throw exists(m);
    }
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
    if (operators.containsKey(id)) {
      throw new IllegalArgumentException(
          id + " is in the operator's tools folder; remove its folder there");
    }
    return registered.remove(id) != null;
  }

  private void refresh() {
    long now = System.nanoTime();
    long last = looked.get();
    if (now - last > LOOK_AGAIN_NANOS && looked.compareAndSet(last, now)) {
      look();
    }
  }

  private synchronized void look() {
    looked.set(System.nanoTime());
    List<Path> manifests = files.ifChanged();
    if (manifests == null) {
      return;
    }
    Map<String, Tool> before = operators;
    Map<String, Tool> now = new LinkedHashMap<>();
    Map<String, String> wrong = new TreeMap<>();
    for (Path file : manifests) {
      try {
        ToolManifest manifest = ManifestReader.read(file);
        Tool old = before.get(manifest.id());
        // An unchanged tool stays the object it is: what it holds open stays open.
        Tool tool = old != null && old.manifest().equals(manifest) ? old : make(manifest);
        if (now.putIfAbsent(manifest.id(), tool) != null) {
          throw exists(manifest);
        }
      } catch (IOException | IllegalArgumentException e) {
        wrong.put(files.name(file), String.valueOf(e.getMessage()));
        LOG.warnf("%s is left out: %s", file, e.getMessage());
      }
    }
    if (!before.isEmpty()) {
      now.forEach((id, t) -> log(before.get(id), t));
      before.keySet().stream().filter(id -> !now.containsKey(id)).forEach(FolderRegistry::gone);
    }
    problems = Collections.unmodifiableMap(wrong);
    operators = Collections.unmodifiableMap(now);
  }

  private static void log(@Nullable Tool before, Tool now) {
    if (now != before) {
      LOG.infof("%s %s", now.manifest().id(), before == null ? "is there" : "was changed");
    }
  }

  private static void gone(String id) {
    LOG.infof("%s is gone", id);
  }

  private Tool make(ToolManifest manifest) {
    String kind = manifest.runner().path("kind").asText();
    ToolMaker maker = makers.get(kind);
    if (maker == null) {
      throw new IllegalArgumentException(
          "runner.kind: this build runs "
              + String.join(", ", makers.keySet())
              + " tools, not "
              + kind);
    }
    return maker.make(manifest, ToolMaker.Origin.OPERATOR);
  }

  private static IllegalArgumentException exists(ToolManifest manifest) {
    return new IllegalArgumentException(
        manifest.id() + " exists already; give this one another version");
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
