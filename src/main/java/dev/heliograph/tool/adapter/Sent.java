package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What leaves for a tool outside of this process: its arguments, and for each image or label map
 * among them a gzipped NIfTI file. Names of studies, files and patients do not leave; an image is
 * called as its argument is.
 */
final class Sent {

  private final ToolManifest manifest;
  private final ObjectNode arguments;
  private final ToolContext context;

  Sent(ToolManifest manifest, ObjectNode arguments, ToolContext context) {
    this.manifest = manifest;
    this.arguments = arguments;
    this.context = context;
  }

  /** Whether the tool takes images or label maps at all. */
  static boolean takesFiles(ToolManifest manifest) {
    return manifest.inputs().stream().anyMatch(Sent::isFile);
  }

  /**
   * Writes the files of this call into a folder, {@code <argument>.nii.gz}. Returns them by
   * argument.
   */
  Map<String, Path> write(Path folder) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Port port : manifest.inputs()) {
      if (!isFile(port) || !arguments.has(port.name())) {
        continue;
      }
      context.checkCancelled();
      String id = arguments.path(port.name()).asText();
      Path file = folder.resolve(port.name() + ".nii.gz");
      try (OutputStream out = Files.newOutputStream(file)) {
        if (port.type().name().equals("Image")) {
          NiftiWriter.write(context.volume(context.image(id)), out);
        } else {
          NiftiWriter.writeLabels(context.labelMap(context.artifact(id)), out);
        }
      }
      files.put(port.name(), file);
    }
    return files;
  }

  /**
   * {@code {"arguments": …, "files": {"image": {"modality": "CT"}}}}: the arguments without the ids
   * of files, and what the files' own headers do not say.
   */
  ObjectNode json() {
    ObjectNode json = arguments.objectNode();
    ObjectNode plain = json.putObject("arguments").setAll(arguments);
    ObjectNode files = json.putObject("files");
    for (Port port : manifest.inputs()) {
      if (!isFile(port) || !arguments.has(port.name())) {
        continue;
      }
      String id = plain.remove(port.name()).asText();
      ObjectNode about = files.putObject(port.name());
      if (port.type().name().equals("Image")) {
        about.put("modality", context.image(id).modality().value().name());
      } else {
        ObjectNode structures = about.putObject("structures");
        context.artifact(id).structures().forEach((l, n) -> structures.put(l.toString(), n));
      }
    }
    return json;
  }

  /** The image that the call is about: an argument, or what a label map was made from. */
  Optional<Image> image() {
    for (Port port : manifest.inputs()) {
      String id = arguments.path(port.name()).asText("");
      if (!isFile(port) || id.isEmpty()) {
        continue;
      }
      if (port.type().name().equals("Image")) {
        return Optional.of(context.image(id));
      }
      Artifact map = context.artifact(id);
      if (map.image() != null) {
        return Optional.of(context.image(map.image()));
      }
    }
    return Optional.empty();
  }

  private static boolean isFile(Port port) {
    return !port.type().list()
        && (port.type().name().equals("Image") || port.type().name().equals("LabelMap"));
  }
}
