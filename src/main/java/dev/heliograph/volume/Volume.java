package dev.heliograph.volume;

/**
 * One scalar image: a grid and one number per voxel.
 *
 * <p>{@code values} has length {@code geometry.voxels()}, x fastest. The array is not copied:
 * whoever makes a volume gives the array away, and nobody writes to it afterwards. Values have
 * rescale slope and intercept applied.
 *
 * @param geometry the grid
 * @param values one value per voxel, in {@code unit}
 * @param unit unit of the values: {@link Unit#HOUNSFIELD} for CT, {@link Unit#ARBITRARY} for MR and
 *     pictures
 */
public record Volume(Geometry geometry, float[] values, Unit unit) {

  public Volume {
    if (values.length != geometry.voxels()) {
      throw new IllegalArgumentException(
          values.length + " values for a grid of " + geometry.voxels() + " voxels");
    }
  }

  /** Value of voxel (i, j, k), in {@link #unit()}. */
  public float at(int i, int j, int k) {
    return values[geometry.index(i, j, k)];
  }
}
