package dev.heliograph.imaging;

/** How a value between voxel centres comes about. */
public enum Interpolation {
  /** The value of the nearest voxel; half-way, that of the higher index. */
  NEAREST,
  /** Trilinear. */
  LINEAR,
  /**
   * The cubic B-spline through the voxels (Unser, Aldroubi and Eden 1993, IEEE Trans Signal Process
   * 41:821–848), mirrored at the outermost centres: what ITK's {@code BSplineInterpolate} of order
   * 3 and scipy's {@code order=3, mode="mirror"} compute. It may overshoot at edges.
   */
  CUBIC
}
