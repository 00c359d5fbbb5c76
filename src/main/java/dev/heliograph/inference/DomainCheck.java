package dev.heliograph.inference;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Extent;
import dev.heliograph.inference.Segmentation.Notice;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cheap tests of whether a scan, and what was found in it, is what the card's network was made for.
 * They catch gross misuse, not every unusual patient.
 */
final class DomainCheck {

  /** Fat to enhanced organs, in HU. */
  private static final float SOFT_LOW = -150;

  private static final float SOFT_HIGH = 250;

  /** A CT of a trunk has several times as much, also with much air around it. */
  private static final double LEAST_SOFT_SHARE = 0.05;

  /** Lower than any tissue or air; a few voxels come from metal and from padding. */
  private static final float LEAST_HU = -1100;

  private DomainCheck() {}

  /**
   * @param ras the scan, turned as the network wants it
   * @throws RefusedException if it shows more than the network was made for
   */
  static void refuseLarger(ModelCard card, Geometry ras) {
    double[] most = card.domain().maxExtentMm();
    double[] extent = extentMm(ras);
    if (most != null && (extent[0] > most[0] || extent[1] > most[1] || extent[2] > most[2])) {
      throw new RefusedException(
          String.format(
              Locale.ROOT,
              "the scan shows %.0f × %.0f × %.0f mm, and '%s' was made for crops of the %s of at"
                  + " most %.0f × %.0f × %.0f mm",
              extent[0],
              extent[1],
              extent[2],
              card.name(),
              card.domain().anatomy(),
              most[0],
              most[1],
              most[2]),
          "crop the scan to the " + card.domain().anatomy() + " first");
    }
  }

  private static double[] extentMm(Geometry g) {
    double[] spacing = g.spacingMm();
    return new double[] {g.nx() * spacing[0], g.ny() * spacing[1], g.nz() * spacing[2]};
  }

  /** What speaks against the scan before the network has run. */
  static List<Notice> scan(ModelCard card, Volume ras) {
    List<Notice> notices = new ArrayList<>();
    double[] least = card.domain().minExtentMm();
    double[] extent = extentMm(ras.geometry());
    if (least != null && (extent[0] < least[0] || extent[1] < least[1] || extent[2] < least[2])) {
      notices.add(
          outside(
              String.format(
                  Locale.ROOT,
                  "the scan shows %.0f × %.0f × %.0f mm, and '%s' was made for scans of the %s of at"
                      + " least %.0f × %.0f × %.0f mm",
                  extent[0],
                  extent[1],
                  extent[2],
                  card.name(),
                  card.domain().anatomy(),
                  least[0],
                  least[1],
                  least[2])));
    }
    if (ras.unit() == Unit.HOUNSFIELD) {
      values(ras, notices);
    }
    return notices;
  }

  private static void values(Volume ras, List<Notice> notices) {
    long soft = 0;
    long air = 0;
    long belowAir = 0;
    for (float v : ras.values()) {
      soft += v >= SOFT_LOW && v <= SOFT_HIGH ? 1 : 0;
      air += v < -900 && v >= LEAST_HU ? 1 : 0;
      belowAir += v < LEAST_HU ? 1 : 0;
    }
    double n = ras.values().length;
    if (soft < LEAST_SOFT_SHARE * n) {
      notices.add(
          outside(
              String.format(
                  Locale.ROOT,
                  "only %.1f %% of the voxels have values of soft tissue (−150 to 250 HU), so this is"
                      + " no CT of a body, or its values are no Hounsfield units",
                  100 * soft / n)));
    } else if (air + belowAir == 0 && soft > 0.95 * n) {
      notices.add(
          outside("no voxel has the value of air, so the values may be no Hounsfield units"));
    }
  }

  /** What speaks against what was found of the structures that the card vouches for. */
  static List<Notice> result(ModelCard card, LabelMap found, Checkpoint checkpoint) {
    List<Notice> notices = new ArrayList<>();
    for (ModelCard.Label label : card.labels()) {
      if (!label.prefer()) {
        continue;
      }
      String name = label.name().replace('_', ' ');
      Extent extent = Extent.of(found, label.index(), checkpoint);
      double ml = extent.volumeMm3() / 1000;
      List<String> cut = extent.touchedFaces();
      if (extent.empty()) {
        notices.add(new Notice("not_found", "no " + name + " was found"));
      } else if (!cut.isEmpty()) {
        notices.add(
            new Notice(
                "cut_by_scan_edge",
                "the "
                    + name
                    + " reaches the "
                    + String.join(" and ", cut)
                    + " edge of the scan; a part of it may be missing"));
      }
      double[] plausible = label.plausibleMl();
      double low = plausible == null ? card.domain().minOrganVolumeMl() : plausible[0];
      double high = plausible == null ? Double.POSITIVE_INFINITY : plausible[1];
      boolean tooSmall = !extent.empty() && cut.isEmpty() && ml < low;
      if (tooSmall || ml > high) {
        notices.add(
            new Notice(
                "implausible_volume",
                String.format(
                    Locale.ROOT,
                    "%s mL of %s were found, which is too %s for a whole one (%s to %s mL are"
                        + " plausible); look at the mask",
                    shown(ml),
                    name,
                    tooSmall ? "little" : "much",
                    shown(low),
                    shown(high))));
      }
    }
    return notices;
  }

  private static String shown(double ml) {
    return String.format(Locale.ROOT, ml < 10 ? "%.1f" : "%.0f", ml);
  }

  private static Notice outside(String message) {
    return new Notice("outside_domain", message);
  }
}
