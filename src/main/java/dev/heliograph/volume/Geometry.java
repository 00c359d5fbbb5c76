package dev.heliograph.volume;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where a grid of voxels lies in the patient: size along x, y and z, and the affine that maps voxel
 * indices to millimetres in RAS (x to the patient's right-to-left: grows to the <b>R</b>ight, y to
 * <b>A</b>nterior, z to <b>S</b>uperior; the frame of NIfTI). DICOM's LPS frame is RAS with x and y
 * negated.
 *
 * <p>Voxel (0, 0, 0) is the centre of the first voxel. In memory x is the fastest axis: the linear
 * index of voxel (i, j, k) is {@code i + nx * (j + ny * k)}.
 */
public final class Geometry {

  private final int nx;
  private final int ny;
  private final int nz;

  /** Row-major 3 × 4: world = A[:, :3] · (i, j, k) + A[:, 3], millimetres in RAS. */
  private final double[] affine;

  private final double[] inverse;

  /**
   * @param nx voxels along x, at least 1
   * @param ny voxels along y, at least 1
   * @param nz voxels along z, at least 1 (1 for a single slice)
   * @param affine 12 numbers, row-major 3 × 4, voxel index to RAS millimetres
   * @throws IllegalArgumentException if a size is not positive, the grid has more than 2³¹−1
   *     voxels, or the affine is not finite and invertible
   */
  public Geometry(int nx, int ny, int nz, double[] affine) {
    if (nx < 1 || ny < 1 || nz < 1) {
      throw new IllegalArgumentException(
          "a grid needs at least one voxel along each axis, not " + nx + "×" + ny + "×" + nz);
    }
    if ((long) nx * ny > Integer.MAX_VALUE || (long) nx * ny * nz > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a grid of " + nx + "×" + ny + "×" + nz + " voxels is larger than 2^31 voxels");
    }
    if (affine.length != 12) {
      throw new IllegalArgumentException(
          "an affine has 12 numbers (3 rows of 4), not " + affine.length);
    }
    for (double a : affine) {
      if (!Double.isFinite(a)) {
        throw new IllegalArgumentException("the affine holds a number that is not finite");
      }
    }
    this.nx = nx;
    this.ny = ny;
    this.nz = nz;
    this.affine = affine.clone();
    this.inverse = invert(affine);
  }

  /** An axis-aligned RAS grid with its first voxel at the origin. Spacing in millimetres. */
  public static Geometry axisAligned(
      int nx, int ny, int nz, double dxMm, double dyMm, double dzMm) {
    return new Geometry(nx, ny, nz, new double[] {dxMm, 0, 0, 0, 0, dyMm, 0, 0, 0, 0, dzMm, 0});
  }

  public int nx() {
    return nx;
  }

  public int ny() {
    return ny;
  }

  public int nz() {
    return nz;
  }

  /** Number of voxels. */
  public int voxels() {
    return nx * ny * nz;
  }

  /** Linear index of voxel (i, j, k); no bounds check. */
  public int index(int i, int j, int k) {
    return i + nx * (j + ny * k);
  }

  /** A copy of the affine: 12 numbers, row-major 3 × 4, voxel index to RAS millimetres. */
  public double[] affine() {
    return affine.clone();
  }

  /** Distance in millimetres between neighbouring voxel centres along x, y and z. */
  public double[] spacingMm() {
    double[] s = new double[3];
    for (int c = 0; c < 3; c++) {
      s[c] =
          Math.sqrt(
              affine[c] * affine[c]
                  + affine[4 + c] * affine[4 + c]
                  + affine[8 + c] * affine[8 + c]);
    }
    return s;
  }

  /**
   * Volume of one voxel in cubic millimetres: |det| of the affine's linear part, so shear (gantry
   * tilt) is accounted for.
   */
  public double voxelVolumeMm3() {
    return Math.abs(determinant(affine));
  }

  /** RAS millimetres of the (fractional) voxel position (i, j, k). */
  public double[] toWorld(double i, double j, double k) {
    return apply(affine, i, j, k);
  }

  /** Fractional voxel position of a point in RAS millimetres. */
  public double[] toVoxel(double xMm, double yMm, double zMm) {
    return apply(inverse, xMm, yMm, zMm);
  }

  /**
   * The direction in which each voxel axis grows, as three letters of R/L, A/P, S/I, for example
   * "RAS" or "LPS"; nearest axis for oblique grids (the definition of nibabel's {@code
   * aff2axcodes}: each axis is used once, strongest first).
   */
  public String orientation() {
    int[] axes = closestAxes();
    char[] code = new char[3];
    for (int c = 0; c < 3; c++) {
      boolean positive = affine[4 * axes[c] + c] >= 0;
      code[c] = (positive ? "RAS" : "LPI").charAt(axes[c]);
    }
    return new String(code);
  }

  /**
   * For each voxel axis x, y, z the world axis (0 = left–right, 1 = posterior–anterior, 2 =
   * inferior–superior) nearest to it.
   */
  public int[] closestAxes() {
    double[] s = spacingMm();
    int[] axes = {-1, -1, -1};
    boolean[] taken = new boolean[3];
    for (int n = 0; n < 3; n++) {
      int bestVoxel = -1;
      int bestWorld = -1;
      double best = -1;
      for (int c = 0; c < 3; c++) {
        for (int r = 0; r < 3 && axes[c] < 0; r++) {
          double cosine = Math.abs(affine[4 * r + c]) / s[c];
          if (!taken[r] && cosine > best) {
            best = cosine;
            bestVoxel = c;
            bestWorld = r;
          }
        }
      }
      axes[bestVoxel] = bestWorld;
      taken[bestWorld] = true;
    }
    return axes;
  }

  /**
   * The same world frame with other size and affine is another geometry; this says whether two
   * grids coincide within {@code toleranceMm}.
   */
  public boolean sameGrid(Geometry other, double toleranceMm) {
    if (nx != other.nx || ny != other.ny || nz != other.nz) {
      return false;
    }
    // Comparing the corners, not the numbers of the affine, keeps the tolerance in millimetres.
    for (int corner = 0; corner < 8; corner++) {
      double i = (corner & 1) * (nx - 1.0);
      double j = ((corner >> 1) & 1) * (ny - 1.0);
      double k = ((corner >> 2) & 1) * (nz - 1.0);
      double[] a = toWorld(i, j, k);
      double[] b = other.toWorld(i, j, k);
      if (Math.abs(a[0] - b[0]) > toleranceMm
          || Math.abs(a[1] - b[1]) > toleranceMm
          || Math.abs(a[2] - b[2]) > toleranceMm) {
        return false;
      }
    }
    return true;
  }

  /** This grid's affine with another size; the first voxel stays. */
  public Geometry withSize(int x, int y, int z) {
    return new Geometry(x, y, z, affine);
  }

  private static double[] apply(double[] a, double x, double y, double z) {
    return new double[] {
      a[0] * x + a[1] * y + a[2] * z + a[3],
      a[4] * x + a[5] * y + a[6] * z + a[7],
      a[8] * x + a[9] * y + a[10] * z + a[11]
    };
  }

  private static double determinant(double[] a) {
    return a[0] * (a[5] * a[10] - a[6] * a[9])
        - a[1] * (a[4] * a[10] - a[6] * a[8])
        + a[2] * (a[4] * a[9] - a[5] * a[8]);
  }

  private static double[] invert(double[] a) {
    double det = determinant(a);
    double scale =
        Math.sqrt(
            (a[0] * a[0] + a[4] * a[4] + a[8] * a[8])
                * (a[1] * a[1] + a[5] * a[5] + a[9] * a[9])
                * (a[2] * a[2] + a[6] * a[6] + a[10] * a[10]));
    if (!(Math.abs(det) > 1e-6 * scale) || !Double.isFinite(1 / det)) {
      throw new IllegalArgumentException(
          "the affine does not span three dimensions: two voxel axes are parallel or an axis has length zero");
    }
    double[] m = new double[12];
    m[0] = (a[5] * a[10] - a[6] * a[9]) / det;
    m[1] = (a[2] * a[9] - a[1] * a[10]) / det;
    m[2] = (a[1] * a[6] - a[2] * a[5]) / det;
    m[4] = (a[6] * a[8] - a[4] * a[10]) / det;
    m[5] = (a[0] * a[10] - a[2] * a[8]) / det;
    m[6] = (a[2] * a[4] - a[0] * a[6]) / det;
    m[8] = (a[4] * a[9] - a[5] * a[8]) / det;
    m[9] = (a[1] * a[8] - a[0] * a[9]) / det;
    m[10] = (a[0] * a[5] - a[1] * a[4]) / det;
    for (int r = 0; r < 3; r++) {
      m[4 * r + 3] = -(m[4 * r] * a[3] + m[4 * r + 1] * a[7] + m[4 * r + 2] * a[11]);
    }
    return m;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Geometry g
        && nx == g.nx
        && ny == g.ny
        && nz == g.nz
        && Arrays.equals(affine, g.affine);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * nx + ny) + nz) + Arrays.hashCode(affine);
  }

  @Override
  public String toString() {
    double[] s = spacingMm();
    return String.format(
        Locale.ROOT,
        "%d×%d×%d voxels of %.3g×%.3g×%.3g mm, %s",
        nx,
        ny,
        nz,
        s[0],
        s[1],
        s[2],
        orientation());
  }
}
