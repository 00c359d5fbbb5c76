package dev.heliograph.benchmark;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * FLARE's rules for scoring masks: a tolerance for each structure's surface, and what counts where
 * a mask is empty or has little to do with the reference.
 */
public final class FlareRules {

  private static final Map<Double, List<String>> STRUCTURES_BY_TOLERANCE =
      Map.of(
          7.0,
          List.of("duodenum"),
          5.0,
          List.of("liver", "pancreas", "stomach"),
          3.0,
          List.of("right_kidney", "left_kidney", "spleen", "esophagus"),
          2.0,
          List.of(
              "aorta",
              "inferior_vena_cava",
              "right_adrenal_gland",
              "left_adrenal_gland",
              "gallbladder",
              "lesion",
              "tumor"));

  /** Below this Dice a surface is not looked at: it counts as missed. */
  private static final double HOPELESS_DICE = 0.2;

  private FlareRules() {}

  /**
   * How far from the reference a structure's surface may lie, in mm; empty if FLARE has no rule.
   */
  public static OptionalDouble toleranceMm(String structure) {
    return STRUCTURES_BY_TOLERANCE.entrySet().stream()
        .filter(e -> e.getValue().contains(structure))
        .mapToDouble(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Surface Dice by FLARE's rules. Where both masks are empty Dice and surface Dice are 1, where
   * one is they are 0; so a false alarm on an empty case counts as a miss.
   *
   * @param dice of the voxels
   * @param surfaceDice within the structure's tolerance
   */
  public static double surfaceDice(double dice, double surfaceDice) {
    return dice < HOPELESS_DICE ? 0 : surfaceDice;
  }
}
