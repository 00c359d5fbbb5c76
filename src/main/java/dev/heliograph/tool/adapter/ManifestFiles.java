package dev.heliograph.tool.adapter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The manifests in a folder, {@code <name>/tool.yaml}, and whether one of them is new, changed or
 * gone since they were last looked at. Looking costs one listing and one look at each file's date.
 */
final class ManifestFiles {

  private record Stamp(FileTime changed, long bytes) {}

  private static final Logger LOG = Logger.getLogger(ManifestFiles.class);

  private final Path folder;
  private Map<Path, Stamp> known = Map.of();

  ManifestFiles(Path folder) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      LOG.warnf("there is no tools folder %s; set heliograph.tools", folder);
    }
  }

  /** The manifests there are now, sorted, if anything changed since the last call, else null. */
  @Nullable List<Path> ifChanged() {
    Map<Path, Stamp> now = new HashMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.list(folder)) {
        found.map(f -> f.resolve("tool.yaml")).forEach(f -> stamp(f, now));
      } catch (IOException e) {
        LOG.warnf("the tools folder %s is not readable: %s", folder, e.getMessage());
        return null;
      }
    }
    if (now.equals(known)) {
      return null;
    }
    known = now;
    return now.keySet().stream().sorted().toList();
  }

  /** How the folder's reader may call a manifest: its path in the folder. */
  String name(Path file) {
    return folder.relativize(file).toString();
  }

  private static void stamp(Path file, Map<Path, Stamp> into) {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      if (a.isRegularFile()) {
        into.put(file, new Stamp(a.lastModifiedTime(), a.size()));
      }
    } catch (IOException e) {
      // No manifest in this folder, or it went while we looked.
    }
  }
}
