package dev.heliograph.imaging;

import dev.heliograph.volume.Geometry;

/**
 * Centre and principal axes of a set of voxels: eigenvectors of the covariance of their centres
 * (the sample's, divided by n − 1, as IBSI's reference values have it), in RAS millimetres.
 *
 * @param voxels how many voxels
 * @param centreMm mean of their centres, RAS millimetres
 * @param variancesMm2 the three eigenvalues, largest first, square millimetres
 * @param axes unit vectors in RAS, one for each eigenvalue; the sign is the one with the positive
 *     largest component
 */
public record PrincipalAxes(
    long voxels, double[] centreMm, double[] variancesMm2, double[][] axes) {

  /** Which voxels of a grid count. */
  @FunctionalInterface
  public interface Inside {
    boolean at(int index);
  }

  /**
   * @throws IllegalArgumentException if no voxel is inside
   */
  public static PrincipalAxes of(Geometry g, Inside inside, Checkpoint checkpoint) {
    // Sums in voxel indices, where they are exact whole numbers; the affine comes last.
    long n = 0;
    double[] sum = new double[3];
    double[] product = new double[9];
    int p = 0;
    for (int k = 0; k < g.nz(); k++) {
      checkpoint.check();
      for (int j = 0; j < g.ny(); j++) {
        for (int i = 0; i < g.nx(); i++, p++) {
          if (inside.at(p)) {
            n++;
            double[] v = {i, j, k};
            for (int r = 0; r < 3; r++) {
              sum[r] += v[r];
              for (int c = 0; c < 3; c++) {
                product[3 * r + c] += v[r] * v[c];
              }
            }
          }
        }
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException("no voxel is inside, so there is no axis");
    }
    double[][] covariance = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        covariance[r][c] = n == 1 ? 0 : (product[3 * r + c] - sum[r] * (sum[c] / n)) / (n - 1);
      }
    }
    double[][] world = inWorld(g.affine(), covariance);
    double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    diagonalise(world, vectors);
    return sorted(n, g.toWorld(sum[0] / n, sum[1] / n, sum[2] / n), world, vectors);
  }

  private static double[][] inWorld(double[] affine, double[][] covariance) {
    double[][] world = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b < 3; b++) {
            world[r][c] += affine[4 * r + a] * covariance[a][b] * affine[4 * c + b];
          }
        }
      }
    }
    return world;
  }

  /** Jacobi's rotations: {@code m} becomes diagonal, the columns of {@code v} its eigenvectors. */
  private static void diagonalise(double[][] m, double[][] v) {
    int[][] pairs = {{0, 1}, {0, 2}, {1, 2}};
    for (int sweep = 0; sweep < 60; sweep++) {
      double off = Math.abs(m[0][1]) + Math.abs(m[0][2]) + Math.abs(m[1][2]);
      if (off == 0) {
        return;
      }
      for (int[] pair : pairs) {
        rotate(m, v, pair[0], pair[1]);
      }
    }
  }

  private static void rotate(double[][] m, double[][] v, int p, int q) {
    if (m[p][q] == 0) {
      return;
    }
    double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < 3; k++) {
      double kp = m[k][p];
      double kq = m[k][q];
      m[k][p] = c * kp - s * kq;
      m[k][q] = s * kp + c * kq;
      double vp = v[k][p];
      v[k][p] = c * vp - s * v[k][q];
      v[k][q] = s * vp + c * v[k][q];
    }
    for (int k = 0; k < 3; k++) {
      double pk = m[p][k];
      double qk = m[q][k];
      m[p][k] = c * pk - s * qk;
      m[q][k] = s * pk + c * qk;
    }
    m[p][q] = 0;
    m[q][p] = 0;
  }

  private static PrincipalAxes sorted(long n, double[] centre, double[][] m, double[][] v) {
    Integer[] order = {0, 1, 2};
    java.util.Arrays.sort(order, (a, b) -> Double.compare(m[b][b], m[a][a]));
    double[] variances = new double[3];
    double[][] axes = new double[3][3];
    for (int e = 0; e < 3; e++) {
      int column = order[e];
      variances[e] = Math.max(0, m[column][column]);
      int strongest = 0;
      for (int r = 0; r < 3; r++) {
        axes[e][r] = v[r][column];
        strongest = Math.abs(v[r][column]) > Math.abs(v[strongest][column]) ? r : strongest;
      }
      if (axes[e][strongest] < 0) {
        for (int r = 0; r < 3; r++) {
          axes[e][r] = -axes[e][r];
        }
      }
    }
    return new PrincipalAxes(n, centre, variances, axes);
  }
}
