package dev.heliograph.imaging;

import dev.heliograph.volume.LabelMap;

/** How far two masks agree. */
public final class Overlap {

  /** Grids within this distance are one. */
  private static final double SAME_GRID_MM = 0.01;

  private Overlap() {}

  /**
   * Dice similarity coefficient 2|A∩B| / (|A| + |B|) of one label of each map (Dice 1945, Ecology
   * 26:297–302); 1 if both are empty.
   *
   * @throws IllegalArgumentException if the maps lie on different grids
   */
  public static double dice(LabelMap a, int labelA, LabelMap b, int labelB) {
    if (!a.geometry().sameGrid(b.geometry(), SAME_GRID_MM)) {
      throw new IllegalArgumentException(
          "the masks lie on different grids: " + a.geometry() + " and " + b.geometry());
    }
    long both = 0;
    long sizes = 0;
    for (int i = 0; i < a.labels().length; i++) {
      boolean inA = (a.labels()[i] & 0xffff) == labelA;
      boolean inB = (b.labels()[i] & 0xffff) == labelB;
      both += inA && inB ? 1 : 0;
      sizes += (inA ? 1 : 0) + (inB ? 1 : 0);
    }
    return sizes == 0 ? 1 : 2.0 * both / sizes;
  }
}
