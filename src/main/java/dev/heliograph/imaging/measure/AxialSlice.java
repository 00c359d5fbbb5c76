package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.DistanceMap;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Sets of pixels of one slice and what morphology makes of them. Distances are millimetres. */
final class AxialSlice {

  private final Geometry g;
  private final Checkpoint checkpoint;

  /**
   * @param g a grid of one slice with axes at right angles
   */
  AxialSlice(Geometry g, Checkpoint checkpoint) {
    this.g = g;
    this.checkpoint = checkpoint;
  }

  boolean[] where(IntPredicate inside) {
    boolean[] set = new boolean[g.voxels()];
    for (int p = 0; p < set.length; p++) {
      set[p] = inside.test(p);
    }
    return set;
  }

  /** Pixels of the set farther than this from every pixel outside. */
  boolean[] erode(boolean[] set, double mm) {
    float[] d = DistanceMap.inside(map(set), 1, Parallel.ONE, checkpoint).values();
    return where(p -> set[p] && d[p] > mm);
  }

  /** The largest part by edges; the whole set if it is empty. */
  boolean[] largest(boolean[] set) {
    Components parts = Components.of(map(set), 1, Connectivity.FACES_6, checkpoint);
    if (parts.parts().isEmpty()) {
      return set;
    }
    short[] labels = new short[set.length];
    parts.paint(0, labels, (short) 1);
    return where(p -> labels[p] == 1);
  }

  /** The parts by edges that have at least this many pixels. */
  boolean[] atLeast(boolean[] set, double pixels) {
    Components parts = Components.of(map(set), 1, Connectivity.FACES_6, checkpoint);
    short[] labels = new short[set.length];
    for (int n = 0; n < parts.parts().size(); n++) {
      if (parts.parts().get(n).voxels() >= pixels) {
        parts.paint(n, labels, (short) 1);
      }
    }
    return where(p -> labels[p] == 1);
  }

  /** The set and all that it encloses: what no path along edges joins with the border. */
  boolean[] fill(boolean[] set) {
    boolean[] outside = where(p -> !set[p]);
    Components parts = Components.of(map(outside), 1, Connectivity.FACES_6, checkpoint);
    short[] open = new short[set.length];
    for (int n = 0; n < parts.parts().size(); n++) {
      Components.Part part = parts.parts().get(n);
      int[] min = part.min();
      int[] max = part.max();
      if (min[0] == 0 || min[1] == 0 || max[0] == g.nx() - 1 || max[1] == g.ny() - 1) {
        parts.paint(n, open, (short) 1);
      }
    }
    return where(p -> open[p] == 0);
  }

  private LabelMap map(boolean[] set) {
    short[] labels = new short[set.length];
    for (int p = 0; p < set.length; p++) {
      labels[p] = (short) (set[p] ? 1 : 0);
    }
    return new LabelMap(g, labels, Map.of(1, "set"));
  }
}
