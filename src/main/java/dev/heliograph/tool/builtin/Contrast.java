package dev.heliograph.tool.builtin;

import dev.heliograph.study.Image;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;

/** What speaks for contrast medium in a CT, for measurements that it makes worthless. */
final class Contrast {

  /** What an image keeps of DICOM's Contrast/Bolus Agent (PS3.3 C.7.6.4), if the files name one. */
  private static final String AGENT = "ContrastBolusAgent";

  /**
   * Blood without contrast medium has 30 to 50 HU, anaemic or dense up to 70 or so; with it 100 in
   * late phases and 300 in angiography.
   */
  static final double BLOOD_HU = 90;

  private Contrast() {}

  /** Whether the image's files name an agent. */
  static boolean named(Image image) {
    return image.attributes().containsKey(AGENT);
  }

  /**
   * @throws BuiltinTool.Rejection if the image's files name an agent
   */
  static void requireNone(Image image, String what) {
    if (named(image)) {
      throw new BuiltinTool.Rejection(
          what
              + " is for CT without contrast medium, and the files of '"
              + image.name()
              + "' name an agent",
          "choose a series without contrast medium");
    }
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
