package dev.heliograph.inference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to run a network and to judge it; the content of {@code card.yaml}, validated
 * by {@link CardReader}. The fields are explained in docs/models.md.
 *
 * @param origin shipped with the project, or pulled by the user
 * @param licence SPDX identifier of the weights' licence
 * @param weights files that are pulled; the network may be one of them, or refer to them
 * @param training what it was trained on, as written
 * @param picture for classification and detection, which look at pictures; null for segmentation,
 *     which looks at volumes
 */
public record ModelCard(
    String name,
    String version,
    String title,
    Task task,
    Network network,
    List<Weights> weights,
    Origin origin,
    String licence,
    Preprocessing preprocessing,
    List<Label> labels,
    Postprocessing postprocessing,
    Domain domain,
    JsonNode training,
    List<Accuracy> accuracy,
    String citation,
    @Nullable PictureRules picture) {

  /** What the network gives. */
  public enum Task {
    SEGMENTATION,
    CLASSIFICATION,
    DETECTION
  }

  public enum Origin {
    SHIPPED,
    PULLED
  }

  /**
   * @param files ONNX files; of several the mean of the logits counts
   * @param input name of the input, float32, x fastest; shapes: {@link #inputShape}
   * @param output name of the output; shapes: {@link #outputShape}
   * @param memoryMiB what the runtime needs for one patch, as measured; 0 if it was not
   */
  public record Network(List<NetworkFile> files, String input, String output, int memoryMiB) {}

  public record NetworkFile(String file, String sha256, long bytes) {}

  /**
   * @param path where a mirror keeps it, relative
   */
  public record Weights(String file, String path, String url, String sha256, long bytes) {}

  /**
   * @param orientation where x, y and z of the tensor grow, such as "RAS"
   * @param intensity by modality (DICOM code)
   */
  public record Preprocessing(String orientation, Grid grid, Map<String, Intensity> intensity) {}

  /**
   * @param code system and value as {@code SCT:41898006}, or empty
   * @param modality DICOM code of what a picture of this class was made with, or empty
   * @param bodyPart what a picture of this class shows, or empty
   * @param threshold detection: the score from which one is counted
   * @param countError detection: what 90 % of the counts of validation pictures were not farther
   *     off
   */
  public record Label(
      int index,
      String name,
      boolean prefer,
      double @Nullable [] plausibleMl,
      String code,
      String modality,
      String bodyPart,
      double threshold,
      double countError) {}

  /** What is done to the labels on the scan's own grid. */
  public record Postprocessing(Upsample upsample, boolean largestComponent, double minVolumeMl) {}

  /** How labels get from the network's grid to the scan's. */
  public enum Upsample {
    /** The label of the nearest voxel. */
    NEAREST,
    /** Logits are interpolated linearly, the highest wins. */
    LOGITS
  }

  /**
   * @param minExtentMm along x, y, z of the tensor; a smaller scan is outside of the domain
   * @param maxExtentMm likewise; a larger scan is refused, as the network was made for crops
   */
  public record Domain(
      List<String> modality,
      String anatomy,
      String note,
      double @Nullable [] minExtentMm,
      double @Nullable [] maxExtentMm,
      double minOrganVolumeMl) {}

  /**
   * @param structure a label, or empty for all together
   */
  public record Accuracy(
      String structure,
      String modality,
      String metric,
      double mean,
      double sd,
      int n,
      String data,
      String evaluator) {}

  /** Of the network's input: (1,1,Z,Y,X) of a volume, (1,C,H,W) of a picture. */
  long[] inputShape() {
    PictureRules p = picture;
    if (p != null) {
      return new long[] {1, p.channels(), p.height(), p.width()};
    }
    int[] size = patch();
    return new long[] {1, 1, size[2], size[1], size[0]};
  }

  /**
   * Of the network's output: logits (1,L,Z,Y,X) of background and labels; classification (1,L);
   * detection (1,L+4,H/stride,W/stride).
   */
  long[] outputShape() {
    PictureRules p = picture;
    if (p == null) {
      int[] size = patch();
      return new long[] {1, channels(), size[2], size[1], size[0]};
    }
    PictureRules.Boxes boxes = p.boxes();
    return boxes == null
        ? new long[] {1, labels.size()}
        : new long[] {
          1, labels.size() + 4L, p.height() / boxes.stride(), p.width() / boxes.stride()
        };
  }

  private int[] patch() {
    return preprocessing.grid().fold(Grid.Spacing::patch, Grid.Resize::size);
  }

  /** Background and labels: the channels of a segmenting network's output. */
  public int channels() {
    return labels.size() + 1;
  }

  public Optional<Label> label(String structure) {
    return labels.stream().filter(l -> l.name().equals(structure)).findFirst();
  }

  /** The mean on held-out data, of a label or (empty) of all together. */
  public Optional<Accuracy> accuracy(String structure, String metric) {
    return accuracy.stream()
        .filter(a -> a.structure().equals(structure) && a.metric().equals(metric))
        .findFirst();
  }

  /** Whether the licence forbids commercial use (Creative Commons NC). */
  public boolean nonCommercial() {
    return licence.toUpperCase(Locale.ROOT).contains("-NC");
  }
}
