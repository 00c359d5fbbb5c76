package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.util.Arrays;

/**
 * Other grids for the same patient space. World positions are kept; only the sampling changes.
 * Memory beside the result is a few slices, a copy of the input if it has to be turned and another
 * for the cubic spline; where that can't be had, an {@code IllegalArgumentException} says so first.
 */
public final class Resample {

  private Resample() {}

  /** Trilinear, with the threads that are free; else as the method with more parameters. */
  public static Volume resampleToSpacing(Volume volume, double[] spacingMm, Checkpoint checkpoint) {
    return resampleToSpacing(
        volume, spacingMm, Interpolation.LINEAR, Parallel.standard(), checkpoint);
  }

  /**
   * Another spacing along the same voxel axes.
   *
   * <p>The first voxel's centre stays where it is. The size along an axis becomes {@code max(1,
   * floor(n · spacing / target + ½))}, output voxel {@code i} samples the input at {@code i ·
   * target / spacing}, positions beyond the last centre take the last value. This is what the
   * training code does, so networks see at inference what they saw in training.
   *
   * @param spacingMm wanted spacing along x, y and z, millimetres, positive
   */
  public static Volume resampleToSpacing(
      Volume volume,
      double[] spacingMm,
      Interpolation how,
      Parallel parallel,
      Checkpoint checkpoint) {
    Geometry to = spaced(volume.geometry(), spacingMm);
    Lattice lattice = Lattice.spacing(volume.geometry(), to, spacingMm);
    return new Volume(to, lattice.sample(volume, how, 0, parallel, checkpoint), volume.unit());
  }

  /** Labels at another spacing, on the grid of {@link #spaced}: each takes the nearest voxel's. */
  public static LabelMap labelsToSpacing(
      LabelMap labels, double[] spacingMm, Parallel parallel, Checkpoint checkpoint) {
    Geometry to = spaced(labels.geometry(), spacingMm);
    Lattice lattice = Lattice.spacing(labels.geometry(), to, spacingMm);
    return new LabelMap(to, lattice.nearest(labels, parallel, checkpoint), labels.structures());
  }

  /**
   * The volume on another grid, which may be oblique to it. As in ITK, voxels whose centre lies up
   * to half a voxel outside of the outermost centres take the value at the border (the cubic
   * spline: that at the mirrored place); those further out get {@code outside}.
   */
  public static Volume toGrid(
      Volume volume,
      Geometry grid,
      Interpolation how,
      float outside,
      Parallel parallel,
      Checkpoint checkpoint) {
    float[] out =
        Lattice.aligned(volume.geometry(), grid)
            .map(lattice -> lattice.sample(volume, how, outside, parallel, checkpoint))
            .orElseGet(() -> oblique(volume, grid, how, outside, parallel, checkpoint));
    return new Volume(grid, out, volume.unit());
  }

  /** With the threads that are free; else as the method with more parameters. */
  public static LabelMap nearestToGrid(LabelMap labels, Geometry grid, Checkpoint checkpoint) {
    return nearestToGrid(labels, grid, Parallel.standard(), checkpoint);
  }

  /**
   * Labels on another grid, which may be oblique to the first: each voxel of {@code grid} takes the
   * label of the nearest voxel of {@code labels} (half-way positions go to the higher index), 0
   * where its centre lies more than half a voxel outside.
   */
  public static LabelMap nearestToGrid(
      LabelMap labels, Geometry grid, Parallel parallel, Checkpoint checkpoint) {
    short[] out =
        Lattice.aligned(labels.geometry(), grid)
            .map(lattice -> lattice.nearest(labels, parallel, checkpoint))
            .orElseGet(() -> oblique(labels, grid, false, parallel, checkpoint));
    return new LabelMap(grid, out, labels.structures());
  }

  /**
   * Labels on another grid with smooth borders: each label's mask is interpolated linearly and the
   * label with the highest value wins; of equal ones the nearest voxel's, else the lowest (ITK's
   * {@code LabelImageGenericInterpolateImageFunction} with a linear kernel). No label is made up.
   * Outside as {@link #nearestToGrid(LabelMap, Geometry, Checkpoint)}.
   */
  public static LabelMap smoothToGrid(
      LabelMap labels, Geometry grid, Parallel parallel, Checkpoint checkpoint) {
    return new LabelMap(
        grid, oblique(labels, grid, true, parallel, checkpoint), labels.structures());
  }

  private static float[] oblique(
      Volume volume,
      Geometry grid,
      Interpolation how,
      float outside,
      Parallel parallel,
      Checkpoint checkpoint) {
    Geometry from = volume.geometry();
    boolean cubic = how == Interpolation.CUBIC;
    long input = 4L * from.voxels();
    Memory.require("resampling to " + grid, input, (cubic ? input : 0) + 4L * grid.voxels());
    float[] in = cubic ? BSpline.coefficients(volume, parallel, checkpoint) : volume.values();
    float[] out = new float[grid.voxels()];
    if (outside != 0) {
      Arrays.fill(out, outside);
    }
    new Oblique(from, grid).walk(new ObliqueValues(how, in, from, out), parallel, checkpoint);
    return out;
  }

  private static short[] oblique(
      LabelMap labels, Geometry grid, boolean smooth, Parallel parallel, Checkpoint checkpoint) {
    Geometry from = labels.geometry();
    Memory.require("resampling to " + grid, 2L * from.voxels(), 2L * grid.voxels());
    short[] out = new short[grid.voxels()];
    Oblique.Row row = new ObliqueLabels(smooth, labels.labels(), from, out);
    new Oblique(from, grid).walk(row, parallel, checkpoint);
    return out;
  }

  /**
   * Trilinear interpolation at a lattice of positions, along x, then y, then z, in float32. Takes
   * memory for the result and a few slices.
   *
   * @return one value per position, x fastest
   */
  public static float[] interpolate(Volume volume, Taps x, Taps y, Taps z, Checkpoint checkpoint) {
    int slice = x.size() * y.size();
    float[] out = new float[Math.multiplyExact(slice, z.size())];
    new Separable(
            volume.values(),
            volume.geometry().nx(),
            volume.geometry().ny(),
            Stencil.of(x),
            Stencil.of(y),
            Stencil.of(z),
            out,
            0,
            x.size(),
            slice)
        .run(Parallel.standard(), checkpoint);
    return out;
  }

  /** The grid that {@link #resampleToSpacing} makes. */
  public static Geometry spaced(Geometry from, double[] spacingMm) {
    double[] s = from.spacingMm();
    double[] a = from.affine();
    int[] n = {from.nx(), from.ny(), from.nz()};
    for (int c = 0; c < 3; c++) {
      if (!(spacingMm[c] > 0) || !Double.isFinite(spacingMm[c])) {
        throw new IllegalArgumentException("a spacing must be positive, not " + spacingMm[c]);
      }
      n[c] = (int) Math.max(1, Math.floor(n[c] * s[c] / spacingMm[c] + 0.5));
      for (int r = 0; r < 3; r++) {
        a[4 * r + c] *= spacingMm[c] / s[c];
      }
    }
    return new Geometry(n[0], n[1], n[2], a);
  }
}
