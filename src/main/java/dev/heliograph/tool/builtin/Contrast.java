package dev.heliograph.tool.builtin;

import dev.heliograph.study.Image;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Optional;

/** What speaks for contrast medium in a CT, for measurements that it makes worthless. */
final class Contrast {

  /** Attributes of DICOM that name an agent (PS3.3 C.7.6.4). */
  private static final String AGENT = "ContrastBolusAgent";

  /**
   * Blood without contrast medium has 30 to 50 HU, anaemic or dense up to 70 or so; with it 100 in
   * late phases and 300 in angiography.
   */
  static final double BLOOD_HU = 90;

  private Contrast() {}

  /** The agent that the image's files name. */
  static Optional<String> agent(Image image) {
    String agent = image.attributes().getOrDefault(AGENT, "").trim();
    return agent.isEmpty() || agent.equalsIgnoreCase("none") || agent.equalsIgnoreCase("no")
        ? Optional.empty()
        : Optional.of(agent);
  }

  /**
   * @throws BuiltinTool.Rejection if the values are no Hounsfield units
   */
  static void requireHounsfield(Image image, Volume volume, String what) {
    if (volume.unit() != Unit.HOUNSFIELD) {
      throw new BuiltinTool.Rejection(
          what
              + " is defined on Hounsfield units, and the values of '"
              + image.name()
              + "' are in "
              + volume.unit().symbol(),
          "choose a CT");
    }
  }
}
