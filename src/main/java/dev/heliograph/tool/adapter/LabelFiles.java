package dev.heliograph.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Label maps that come back from outside: NIfTI on the very grid of the image that was sent, with
 * labels that the tool's manifest {@code provides}.
 */
final class LabelFiles {

  /** Positions are float32 in NIfTI; more than this, and it is another grid. */
  private static final double SAME_GRID_MM = 0.01;

  private final ToolManifest manifest;
  private final @Nullable Image image;
  private final ToolContext context;

  LabelFiles(ToolManifest manifest, @Nullable Image image, ToolContext context) {
    this.manifest = manifest;
    this.image = image;
    this.context = context;
  }

  /**
   * Reads {@code {"nifti": base64, "structures": {"1": "liver"}}}.
   *
   * @throws IllegalArgumentException if it is not that
   */
  LabelMap decode(JsonNode value) throws IOException {
    if (!value.path("nifti").isTextual()) {
      throw new IllegalArgumentException(
          "a label map must be {\"nifti\": base64, \"structures\": {label: name}}");
    }
    byte[] bytes = Base64.getDecoder().decode(value.path("nifti").asText());
    return read(new ByteArrayInputStream(bytes), bytes.length, value.path("structures"));
  }

  /**
   * @param structures names by label; where it is none, label n is the n-th structure that the
   *     manifest provides
   * @throws IllegalArgumentException if it is no label map on the image's grid, or has a label
   *     without a name
   */
  LabelMap read(InputStream in, long length, JsonNode structures) throws IOException {
    Geometry expected = source().geometry();
    LabelMap read =
        NiftiReader.readLabels(
            in,
            length,
            names(structures),
            new ReadLimits(expected.voxels(), 2L * Integer.MAX_VALUE));
    if (!read.geometry().sameGrid(expected, SAME_GRID_MM)) {
      throw new IllegalArgumentException(
          "the label map is on another grid ("
              + read.geometry()
              + ") than the image ("
              + expected
              + "); answer on the grid that was sent");
    }
    for (short label : read.labels()) {
      if (label != 0 && !read.structures().containsKey(label & 0xffff)) {
        throw new IllegalArgumentException(
            "label " + (label & 0xffff) + " has no name; name it in `structures`");
      }
    }
    return new LabelMap(expected, read.labels(), read.structures());
  }

  Artifact save(LabelMap map, String name) throws IOException {
    return context.save(map, name, source());
  }

  private Image source() {
    if (image == null) {
      throw new IllegalArgumentException("a label map can only be made from an image");
    }
    return image;
  }

  private Map<Integer, String> names(JsonNode structures) {
    Map<Integer, String> names = new TreeMap<>();
    if (!structures.isObject()) {
      for (int i = 0; i < manifest.provides().size(); i++) {
        names.put(i + 1, manifest.provides().get(i));
      }
      return names;
    }
    for (Map.Entry<String, JsonNode> e : structures.properties()) {
      String name = e.getValue().asText();
      if (!manifest.provides().contains(name)) {
        throw new IllegalArgumentException(
            "the label map has '"
                + Answered.cut(name, 80)
                + "', which the manifest does not provide");
      }
      names.put(Integer.valueOf(e.getKey()), name);
    }
    return names;
  }
}
