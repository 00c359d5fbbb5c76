package dev.heliograph.imaging;

import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Morphology with a ball given in millimetres, exact on anisotropic grids: it follows from the
 * Euclidean distances between voxel centres, to which {@value #ROUNDING_MM} mm are allowed for
 * rounding. Nothing is known beyond the grid: a structure cut by its edge is neither eroded from
 * there nor closed against it. Only background is added to a structure, other structures are never
 * overwritten; what it loses becomes background.
 *
 * <p>Works in the structure's box, widened by the radius, in slabs of a quarter of its slices or of
 * three radii: memory beside the result is six bytes for each voxel of a slab and two bits for each
 * voxel of the box. Grids with slanted axes are refused, see {@link DistanceMap}.
 */
public final class Morphology {

  private static final double ROUNDING_MM = 1e-4;

  private final Geometry box;

  /** The voxels of the box that are in the structure. */
  private BitSet inside;

  private final double reachMm;

  /** Slices within reach. */
  private final int margin;

  /** Slices worked on at once, without the margins. */
  private final int thickness;

  private final Parallel parallel;
  private final Checkpoint checkpoint;

  private Morphology(Geometry box, double radiusMm, Parallel parallel, Checkpoint checkpoint) {
    this.box = box;
    this.inside = new BitSet();
    this.reachMm = radiusMm + ROUNDING_MM;
    this.margin = (int) Math.min(box.nz(), Math.floor(reachMm / box.spacingMm()[2]) + 1);
    this.thickness = Math.max(margin, box.nz() / 4 - 2 * margin);
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
      Morphology m = new Morphology(window.geometry(), radiusMm, parallel, checkpoint);
      Memory.require("morphology", 2 * bytes, m.bytes());
      window.each(
          (box, grid) -> {
            if (map.labels()[grid] == (short) label) {
              m.inside.set(box);
            }
          });
      work.accept(m);
      window.each(
          (box, grid) -> {
            boolean in = m.inside.get(box);
            if (in && out[grid] == 0) {
              out[grid] = (short) label;
            } else if (!in && out[grid] == (short) label) {
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

  private long bytes() {
    long slab = (long) box.nx() * box.ny() * Math.min(box.nz(), thickness + 2 * margin);
    return 6 * slab + box.voxels() / 4;
  }

  private void grow() {
    each(
        (slab, changed, from, to, start) -> {
          float[] mm = DistanceMap.outside(slab, 1, parallel, checkpoint).values();
          for (int p = from; p < to; p++) {
            if (mm[p] <= reachMm) {
              changed.set(start + p);
            }
          }
        });
  }

  private void shrink() {
    each(
        (slab, changed, from, to, start) -> {
          float[] mm = DistanceMap.inside(slab, 1, parallel, checkpoint).values();
          for (int p = from; p < to; p++) {
            if (mm[p] > reachMm) {
              changed.set(start + p);
            }
          }
        });
  }

  /** Adds to {@code changed} what the structure becomes in the voxels from–to of a slab. */
  private interface Slab {
    void work(LabelMap slab, BitSet changed, int from, int to, int start);
  }

  /** What is nearer than the reach lies in the slab or its margins. */
  private void each(Slab work) {
    BitSet changed = new BitSet(box.voxels());
    int slice = box.nx() * box.ny();
    for (int k = 0; k < box.nz(); k += thickness) {
      int low = Math.max(0, k - margin);
      int high = Math.min(box.nz(), k + thickness + margin);
      int end = Math.min(box.nz(), k + thickness);
      int start = low * slice;
      int[] first = {0, 0, low};
      int[] size = {box.nx(), box.ny(), high - low};
      short[] labels = new short[(high - low) * slice];
      for (int p = inside.nextSetBit(start); p >= 0 && p < high * slice; ) {
        int q = inside.nextClearBit(p);
        Arrays.fill(labels, p - start, Math.min(q, high * slice) - start, (short) 1);
        p = inside.nextSetBit(q);
      }
      LabelMap slab = new LabelMap(new Window(box, first, size).geometry(), labels, Map.of());
      work.work(slab, changed, k * slice - start, end * slice - start, start);
    }
    inside = changed;
  }
}
