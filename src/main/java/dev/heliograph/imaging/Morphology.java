package dev.heliograph.imaging;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Morphology with a ball given in millimetres, exact on anisotropic grids: it follows from the
 * Euclidean distances between voxel centres, to which {@value #ROUNDING_MM} mm are allowed for
 * rounding. Nothing is known beyond the grid: a structure cut by its edge is neither eroded from
 * there nor closed against it. Only background is added to a structure, other structures are never
 * overwritten; what it loses becomes background.
 *
 * <p>Works in the structure's box, widened by the radius: memory beside the result is six bytes for
 * each voxel of the box. Grids with slanted axes are refused, see {@link DistanceMap}.
 */
public final class Morphology {

  private static final double ROUNDING_MM = 1e-4;

  /** 1 where the structure is, 0 elsewhere. */
  private final LabelMap mask;

  private final double reachMm;
  private final Parallel parallel;
  private final Checkpoint checkpoint;

  private Morphology(LabelMap mask, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    this.mask = mask;
    this.reachMm = radiusMm + ROUNDING_MM;
    this.parallel = parallel;
    this.checkpoint = checkpoint;
  }

  /** Adds the background whose distance to the structure is at most {@code radiusMm}. */
  public static LabelMap dilate(
      LabelMap map, int label, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    return in(map, label, radiusMm, true, parallel, checkpoint, Morphology::grow);
  }

  /** Keeps what is farther than {@code radiusMm} from everything that is not the structure. */
  public static LabelMap erode(
      LabelMap map, int label, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    return in(map, label, radiusMm, false, parallel, checkpoint, Morphology::shrink);
  }

  /** Erosion, then dilation: removes what a ball does not fit into, such as bridges. */
  public static LabelMap open(
      LabelMap map, int label, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    return in(
        map,
        label,
        radiusMm,
        false,
        parallel,
        checkpoint,
        m -> {
          m.shrink();
          m.grow();
        });
  }

  /** Dilation, then erosion: closes gaps that a ball does not fit into. */
  public static LabelMap close(
      LabelMap map, int label, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    return in(
        map,
        label,
        radiusMm,
        true,
        parallel,
        checkpoint,
        m -> {
          m.grow();
          m.shrink();
        });
  }

  /** Keeps the largest connected part; of equal ones, the first in memory order. */
  public static LabelMap largestPart(
      LabelMap map, int label, Connectivity connectivity, Checkpoint checkpoint) {
    long bytes = 2L * map.labels().length;
    Memory.require("keeping the largest part", bytes, bytes);
    Components components = Components.of(map, label, connectivity, checkpoint);
    short[] out = map.labels().clone();
    components.eachRun(
        (part, from, to) -> {
          if (part > 0) {
            Arrays.fill(out, from, to, (short) 0);
          }
        });
    return new LabelMap(map.geometry(), out, map.structures());
  }

  private static LabelMap in(
      LabelMap map,
      int label,
      double radiusMm,
      boolean grows,
      Parallel parallel,
      Checkpoint checkpoint,
      Consumer<Morphology> work) {
    if (!(radiusMm >= 0) || !Double.isFinite(radiusMm)) {
      throw new IllegalArgumentException("a radius must be 0 mm or more, not " + radiusMm);
    }
    long bytes = 2L * map.labels().length;
    Memory.require("morphology", bytes, bytes);
    short[] out = map.labels().clone();
    Extent extent = Extent.of(map, label, parallel, checkpoint);
    if (!extent.empty()) {
      Window window = window(extent, grows ? radiusMm : 0);
      Memory.require("morphology", 2 * bytes, 6L * window.geometry().voxels());
      LabelMap mask = window.of(map);
      short[] inside = mask.labels();
      for (int p = 0; p < inside.length; p++) {
        inside[p] = (short) (inside[p] == (short) label ? 1 : 0);
      }
      work.accept(new Morphology(mask, radiusMm, parallel, checkpoint));
      window.each(
          (box, grid) -> {
            if (inside[box] != 0 && out[grid] == 0) {
              out[grid] = (short) label;
            } else if (inside[box] == 0 && out[grid] == (short) label) {
              out[grid] = 0;
            }
          });
    }
    return new LabelMap(map.geometry(), out, map.structures());
  }

  /** The box with a shell of background around what the structure can become. */
  private static Window window(Extent extent, double growsMm) {
    Geometry g = extent.geometry();
    double[] spacing = g.spacingMm();
    int[] n = {g.nx(), g.ny(), g.nz()};
    int[] first = new int[3];
    int[] size = new int[3];
    for (int c = 0; c < 3; c++) {
      int margin = (int) Math.min(n[c], Math.floor((growsMm + ROUNDING_MM) / spacing[c]) + 1);
      first[c] = Math.max(0, extent.min()[c] - margin);
      size[c] = Math.min(n[c] - 1, extent.max()[c] + margin) - first[c] + 1;
    }
    return new Window(g, first, size);
  }

  private void grow() {
    short[] inside = mask.labels();
    float[] mm = DistanceMap.outside(mask, 1, parallel, checkpoint).values();
    for (int p = 0; p < inside.length; p++) {
      inside[p] = (short) (mm[p] <= reachMm ? 1 : 0);
    }
  }

  private void shrink() {
    short[] inside = mask.labels();
    float[] mm = DistanceMap.inside(mask, 1, parallel, checkpoint).values();
    for (int p = 0; p < inside.length; p++) {
      inside[p] = (short) (mm[p] > reachMm ? 1 : 0);
    }
  }
}
