package dev.heliograph.tool.builtin;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Monitor;
import dev.heliograph.inference.Raster;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.ToolContext;
import java.util.List;
import java.util.stream.Collectors;

/** What tools that look at pictures with a network have in common. */
final class Pictures {

  private Pictures() {}

  /**
   * The image, if it is a picture that can be of one of these modalities.
   *
   * @param modalities DICOM codes; a picture of which nobody said the modality passes
   * @throws BuiltinTool.Rejection if it is not
   */
  static Image image(String id, ToolContext context, List<String> modalities) {
    Image image = context.image(id);
    if (image.kind() != Image.Kind.PICTURE) {
      throw new BuiltinTool.Rejection(
          "'" + image.name() + "' is a volume, and this looks at single pictures",
          "choose a picture (PNG, JPEG, or a DICOM radiograph)");
    }
    Modality modality = image.modality().value();
    boolean unsaid = modality == Modality.UNKNOWN || modality == Modality.OT;
    if (!unsaid && !modalities.contains(modality.name())) {
      throw new BuiltinTool.Rejection(
          "'"
              + image.name()
              + "' is "
              + modality
              + ", and this looks at "
              + String.join(", ", modalities),
          "choose another picture");
    }
    return image;
  }

  /**
   * Grey pictures of more than eight bits are spread over 0 to 255 from their least to their
   * largest value.
   */
  static Raster raster(Picture picture) {
    int[] grey = picture.grey();
    if (grey == null) {
      return new Raster(picture.width(), picture.height(), picture.rgb());
    }
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int v : grey) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    int[] rgb = new int[grey.length];
    for (int i = 0; i < rgb.length; i++) {
      int v = (int) Math.round(255.0 * (grey[i] - low) / Math.max(1, high - low));
      rgb[i] = v << 16 | v << 8 | v;
    }
    return new Raster(picture.width(), picture.height(), rgb);
  }

  /** Progress and stopping of a call. */
  static Monitor monitor(ToolContext context) {
    return new Monitor() {
      @Override
      public void progress(double fraction, String message) {
        context.progress(fraction, message);
      }

      @Override
      public void check() {
        context.checkCancelled();
      }
    };
  }

  /** "AUC 0.997, accuracy 0.975 on …, n 524": all that the card says of a label, or of all. */
  static String accuracy(ModelCard card, String label, List<String> metrics) {
    List<ModelCard.Accuracy> found =
        metrics.stream().flatMap(m -> card.accuracy(label, m).stream()).toList();
    if (found.isEmpty()) {
      return "its accuracy was not measured";
    }
    ModelCard.Accuracy first = found.get(0);
    return found.stream()
            .map(a -> a.metric().replace('_', ' ') + " " + a.mean())
            .collect(Collectors.joining(", "))
        + " on "
        + first.data()
        + ", n "
        + first.n();
  }
}
