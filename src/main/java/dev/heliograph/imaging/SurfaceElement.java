package dev.heliograph.imaging;

/**
 * Area of the piece of surface that passes between eight neighbouring voxels, for each of the 256
 * ways in which they can lie inside or outside: the surface elements of Nikolov et al. 2021 (J Med
 * Internet Res 23:e26151), whose table comes from marching cubes with vertices half-way between
 * voxels. Here the area is computed from the shape.
 *
 * <p>At most four voxels are taken as inside (else inside and outside swap, which leaves the
 * surface where it is). Those that share faces form one shape, and each shape has its own surface:
 *
 * <ul>
 *   <li>one voxel: a triangle across its corner;
 *   <li>two: a rectangle; four in a square: a face;
 *   <li>three: half a face and a trapezium along the diagonal plane;
 *   <li>a voxel and its three neighbours: a hexagon in the diagonal plane;
 *   <li>a chain that turns twice: a hexagon that isn't flat, as four triangles.
 * </ul>
 */
final class SurfaceElement {

  private final double[] spacingMm;

  private SurfaceElement(double[] spacingMm) {
    this.spacingMm = spacingMm;
  }

  /**
   * Areas in mm² by code: bit {@code x + 2y + 4z} says that voxel (x, y, z) of the cube is inside.
   *
   * @param spacingMm along x, y, z
   */
  static double[] areasMm2(double[] spacingMm) {
    SurfaceElement element = new SurfaceElement(spacingMm);
    double[] areas = new double[256];
    for (int code = 0; code < 256; code++) {
      int inside = Integer.bitCount(code) > 4 ? ~code & 0xff : code;
      while (inside != 0) {
        int shape = grow(Integer.lowestOneBit(inside), inside);
        areas[code] += element.area(shape);
        inside &= ~shape;
      }
    }
    return areas;
  }

  /** All of {@code inside} that can be reached from {@code shape} through faces. */
  private static int grow(int shape, int inside) {
    int grown = shape;
    for (int v = 0; v < 8; v++) {
      if ((shape >> v & 1) != 0) {
        grown |= (1 << (v ^ 1) | 1 << (v ^ 2) | 1 << (v ^ 4)) & inside;
      }
    }
    return grown == shape ? shape : grow(grown, inside);
  }

  private double area(int shape) {
    int[] links = links(shape);
    double x = links[0] > 0 ? 1 : 0;
    double y = links[1] > 0 ? 1 : 0;
    double z = links[2] > 0 ? 1 : 0;
    switch (Integer.bitCount(shape)) {
      case 1:
        return oblique(1, 1, 1) / 8;
      case 2:
        return oblique(1 - x, 1 - y, 1 - z) / 2;
      case 3:
        return oblique(1 - x, 1 - y, 1 - z) / 2 + oblique(1, 1, 1) * 3 / 8;
      default:
        break;
    }
    if (links[0] + links[1] + links[2] == 4) {
      return oblique(1 - x, 1 - y, 1 - z);
    }
    int middle = middle(shape);
    if (middle < 0) {
      return oblique(1, 1, 1) * 3 / 4;
    }
    double area = oblique(1, 1, 1) / 2;
    for (int other = 0; other < 3; other++) {
      if (other != middle) {
        double[] n = new double[3];
        n[middle] = 1;
        n[other] = 1;
        area += oblique(n[0], n[1], n[2]) / 4;
      }
    }
    return area;
  }

  /** How many pairs of neighbours of the shape lie along x, y, z. */
  private static int[] links(int shape) {
    int[] links = new int[3];
    for (int v = 0; v < 8; v++) {
      for (int axis = 0; axis < 3; axis++) {
        int w = v | 1 << axis;
        if (w != v && (shape >> v & 1) != 0 && (shape >> w & 1) != 0) {
          links[axis]++;
        }
      }
    }
    return links;
  }

  /** The axis along which a chain of four runs between its turns, or −1 for a tripod. */
  private static int middle(int shape) {
    for (int v = 0; v < 8; v++) {
      for (int axis = 0; axis < 3; axis++) {
        int w = v ^ 1 << axis;
        if ((shape >> v & 1) != 0
            && (shape >> w & 1) != 0
            && neighbours(v, shape) == 2
            && neighbours(w, shape) == 2) {
          return axis;
        }
      }
    }
    return -1;
  }

  private static int neighbours(int v, int shape) {
    return Integer.bitCount((1 << (v ^ 1) | 1 << (v ^ 2) | 1 << (v ^ 4)) & shape);
  }

  /** Area of a piece whose projections along x, y, z cover these parts of a voxel's faces. */
  private double oblique(double x, double y, double z) {
    double[] s = spacingMm;
    double a = x * s[1] * s[2];
    double b = y * s[0] * s[2];
    double c = z * s[0] * s[1];
    return Math.sqrt(a * a + b * b + c * c);
  }
}
