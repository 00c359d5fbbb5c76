package dev.heliograph.imaging.measure;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Components;
import dev.heliograph.imaging.Components.Connectivity;
import dev.heliograph.imaging.Holes;
import dev.heliograph.imaging.Morphology;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Tissues of a CT by their Hounsfield units and by what they touch; no network.
 *
 * <p>Body: the largest part from −190 HU on, axial holes filled. Lungs: air within it below −400 HU
 * (Hu, Hoffman, Reinhardt 2001, IEEE Trans Med Imaging 20:490–498), in parts of at least 20 mL
 * whose median is above −950 HU, the limit of emphysema (Gevenois et al. 1995, Am J Respir Crit
 * Care Med 152:653–657), as gas in the bowel is lower and lungs hold tissue; trachea and bronchi
 * that are open to the lungs are counted with them. Bone: parts of at least 1 mL from 200 HU on,
 * joined over 3 mm, with axial holes filled (marrow). Calcification: smaller parts from 130 HU on
 * away from bone, of at least 1 mm² (Agatston et al. 1990, J Am Coll Cardiol 15:827–832). Fat: −190
 * to −30 HU, divided by the abdominal wall ({@link BodyComposition}); within the chest that is all
 * fat under the ribs. The rest from −29 HU on is lean tissue: muscles and organs, which density
 * does not tell apart.
 */
public final class CtTissue {

  /** Labels of {@link #of}. */
  public static final Map<Integer, String> STRUCTURES =
      Map.of(
          1,
          "left_lung",
          2,
          "right_lung",
          3,
          "bone",
          4,
          "subcutaneous_fat",
          5,
          "visceral_fat",
          6,
          "lean_tissue",
          7,
          "gas",
          8,
          "calcification");

  private static final int LEFT_LUNG = 1;
  private static final int RIGHT_LUNG = 2;
  private static final int BONE = 3;
  private static final int SUBCUTANEOUS = 4;
  private static final int VISCERAL = 5;
  private static final int LEAN = 6;
  private static final int GAS = 7;
  private static final int CALCIFICATION = 8;

  private static final int AIR = -400;
  private static final int GAS_MEDIAN = -950;
  private static final double LEAST_LUNG_MM3 = 20_000;
  private static final int BONE_HU = 200;
  private static final double LEAST_BONE_MM3 = 1000;
  private static final double BONE_GAP_MM = 3;
  private static final int CALCIUM_HU = 130;
  private static final double LEAST_CALCIUM_MM2 = 1;

  /** A lung's share on the other side of the body's middle beyond which two lungs have merged. */
  private static final double BOTH_SIDES = 0.2;

  private final Geometry g;
  private final short[] hu;
  private final int axial;
  private final Checkpoint checkpoint;

  private CtTissue(Volume volume, Checkpoint checkpoint) {
    this.g = volume.geometry();
    this.checkpoint = checkpoint;
    int[] world = g.closestAxes();
    this.axial = world[0] == 2 ? 0 : world[1] == 2 ? 1 : 2;
    this.hu = new short[volume.values().length];
    for (int p = 0; p < hu.length; p++) {
      // HU are whole numbers; after resampling they are not, and none may fall between windows.
      hu[p] = (short) Math.max(-3000, Math.min(30000, Math.round(volume.values()[p])));
    }
  }

  /**
   * @param volume HU, in any orientation; slices are taken along the axis nearest to the body's
   * @return {@link #STRUCTURES} on the volume's grid; empty if there is no body
   */
  public static LabelMap of(Volume volume, Checkpoint checkpoint) {
    CtTissue ct = new CtTissue(volume, checkpoint);
    return new LabelMap(ct.g, ct.tissues(), STRUCTURES);
  }

  /** The body alone, all that is in it included. */
  public static LabelMap body(Volume volume, Checkpoint checkpoint) {
    CtTissue ct = new CtTissue(volume, checkpoint);
    return new LabelMap(ct.g, ct.body(), Map.of(1, "body"));
  }

  private short[] body() {
    LabelMap dense = map(p -> hu[p] >= BodyComposition.FAT_LOW);
    LabelMap largest = Morphology.largestPart(dense, 1, Connectivity.FACES_6, checkpoint);
    return Holes.fillSlices(largest, 1, axial, Parallel.ONE, checkpoint).labels();
  }

  private short[] tissues() {
    short[] body = body();
    short[] out = new short[hu.length];
    air(body, out);
    bone(body, out);
    calcifications(body, out);
    for (int k = 0; k < size(axial); k++) {
      checkpoint.check();
      soft(k, body, out);
    }
    return out;
  }

  /** Lungs and other gas. */
  private void air(short[] body, short[] out) {
    Components parts =
        Components.of(map(p -> body[p] == 1 && hu[p] < AIR), 1, Connectivity.FACES_6, checkpoint);
    double voxel = g.voxelVolumeMm3();
    short[] one = new short[hu.length];
    double middle = middle(body);
    for (int n = 0; n < parts.parts().size(); n++) {
      if (parts.parts().get(n).voxels() * voxel < LEAST_LUNG_MM3) {
        break; // largest first
      }
      Arrays.fill(one, (short) 0);
      parts.paint(n, one, (short) 1);
      if (median(one, parts.parts().get(n).voxels()) > GAS_MEDIAN) {
        lung(one, middle, out);
      }
    }
    for (int p = 0; p < out.length; p++) {
      if (out[p] == 0 && body[p] == 1 && hu[p] < AIR) {
        out[p] = GAS;
      }
    }
  }

  /** One lung by where most of it lies, or two that touch, divided in the body's middle. */
  private void lung(short[] part, double middle, short[] out) {
    long left = 0;
    long all = 0;
    for (int p = 0; p < part.length; p++) {
      if (part[p] == 1) {
        all++;
        left += x(p) < middle ? 1 : 0;
      }
    }
    double share = left / (double) all;
    for (int p = 0; p < part.length; p++) {
      if (part[p] == 1) {
        boolean both = share > BOTH_SIDES && share < 1 - BOTH_SIDES;
        out[p] = (short) ((both ? x(p) < middle : share >= 0.5) ? LEFT_LUNG : RIGHT_LUNG);
      }
    }
  }

  /** RAS x in millimetres: the patient's left is at low x. */
  private double x(int p) {
    return g.toWorld(at(p, 0), at(p, 1), at(p, 2))[0];
  }

  private double middle(short[] body) {
    double sum = 0;
    long n = 0;
    for (int p = 0; p < body.length; p++) {
      if (body[p] == 1) {
        sum += x(p);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private int median(short[] part, long voxels) {
    short[] values = new short[Math.toIntExact(voxels)];
    int n = 0;
    for (int p = 0; p < part.length; p++) {
      if (part[p] == 1) {
        values[n++] = hu[p];
      }
    }
    Arrays.sort(values);
    return values[n / 2];
  }

  private void bone(short[] body, short[] out) {
    LabelMap dense = map(p -> body[p] == 1 && hu[p] >= BONE_HU);
    short[] large = parts(dense, LEAST_BONE_MM3);
    LabelMap bone = new LabelMap(g, large, Map.of(1, "bone"));
    bone = Morphology.close(bone, 1, BONE_GAP_MM, Parallel.ONE, checkpoint);
    bone = Holes.fillSlices(bone, 1, axial, Parallel.ONE, checkpoint);
    for (int p = 0; p < out.length; p++) {
      if (bone.labels()[p] == 1 && body[p] == 1 && out[p] == 0) {
        out[p] = BONE;
      }
    }
  }

  private void calcifications(short[] body, short[] out) {
    LabelMap dense = map(p -> body[p] == 1 && out[p] == 0 && hu[p] >= CALCIUM_HU);
    double slice = g.voxelVolumeMm3() / g.spacingMm()[axial];
    // Bone's own rim lies below its threshold: parts that touch bone are no calcification.
    LabelMap bone = map(p -> out[p] == BONE);
    double reach = Math.max(BONE_GAP_MM, 1.01 * Arrays.stream(g.spacingMm()).max().orElseThrow());
    short[] near = Morphology.dilate(bone, 1, reach, Parallel.ONE, checkpoint).labels();
    Components parts = Components.of(dense, 1, Connectivity.FACES_6, checkpoint);
    boolean[] touches = new boolean[parts.parts().size()];
    parts.eachRun(
        (n, from, to) -> {
          for (int p = from; p < to; p++) {
            touches[n] |= near[p] == 1;
          }
        });
    parts.eachRun(
        (n, from, to) -> {
          long voxels = parts.parts().get(n).voxels();
          if (!touches[n]
              && voxels * slice >= LEAST_CALCIUM_MM2
              && voxels * g.voxelVolumeMm3() < LEAST_BONE_MM3) {
            Arrays.fill(out, from, to, (short) CALCIFICATION);
          }
        });
  }

  private short[] parts(LabelMap map, double leastMm3) {
    Components parts = Components.of(map, 1, Connectivity.FACES_6, checkpoint);
    short[] large = new short[hu.length];
    for (int n = 0; n < parts.parts().size(); n++) {
      if (parts.parts().get(n).voxels() * g.voxelVolumeMm3() < leastMm3) {
        break; // largest first
      }
      parts.paint(n, large, (short) 1);
    }
    return large;
  }

  /** Fat and lean tissue of an axial slice. */
  private void soft(int k, short[] body, short[] out) {
    int a = axial == 0 ? 1 : 0;
    int b = axial == 2 ? 1 : 2;
    double[] s = g.spacingMm();
    Geometry plane = Geometry.axisAligned(size(a), size(b), 1, s[a], s[b], 1);
    int[] values = new int[plane.voxels()];
    int[] source = new int[plane.voxels()];
    boolean[] inBody = new boolean[plane.voxels()];
    boolean any = false;
    int[] at = new int[3];
    at[axial] = k;
    for (int q = 0; q < values.length; q++) {
      at[a] = q % size(a);
      at[b] = q / size(a);
      source[q] = g.index(at[0], at[1], at[2]);
      values[q] = hu[source[q]];
      inBody[q] = body[source[q]] == 1;
      any |= inBody[q];
    }
    if (!any) {
      return;
    }
    boolean[] inside = BodyComposition.withinWall(plane, values, inBody, checkpoint);
    for (int q = 0; q < values.length; q++) {
      int v = values[q];
      if (inBody[q] && out[source[q]] == 0 && v >= BodyComposition.FAT_LOW) {
        out[source[q]] =
            (short) (v > BodyComposition.FAT_HIGH ? LEAN : inside[q] ? VISCERAL : SUBCUTANEOUS);
      }
    }
  }

  private LabelMap map(IntPredicate inside) {
    short[] labels = new short[hu.length];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) (inside.test(p) ? 1 : 0);
    }
    return new LabelMap(g, labels, Map.of(1, "set"));
  }

  private int size(int axis) {
    return axis == 0 ? g.nx() : axis == 1 ? g.ny() : g.nz();
  }

  private int at(int p, int axis) {
    return axis == 0 ? p % g.nx() : axis == 1 ? p / g.nx() % g.ny() : p / (g.nx() * g.ny());
  }
}
