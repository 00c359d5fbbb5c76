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
 */
public record ModelCard(
    String name,
    String version,
    String title,
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
    String citation) {

  public enum Origin {
    SHIPPED,
    PULLED
  }

  /**
   * @param files ONNX files; of several the mean of the logits counts
   * @param input name of the input, (N,C,Z,Y,X) float32, x fastest
   * @param output name of the output, (N,L,Z,Y,X) logits of background and labels
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

  public record Label(int index, String name, boolean prefer, double @Nullable [] plausibleMl) {}

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

  public record Accuracy(
      String structure,
      String modality,
      String metric,
      double mean,
      double sd,
      int n,
      String data,
      String evaluator) {}

  /** Background and labels: the channels of the output. */
  public int channels() {
    return labels.size() + 1;
  }

  public Optional<Label> label(String structure) {
    return labels.stream().filter(l -> l.name().equals(structure)).findFirst();
  }

  /** Whether the licence forbids commercial use (Creative Commons NC). */
  public boolean nonCommercial() {
    return licence.toUpperCase(Locale.ROOT).contains("-NC");
  }
}
