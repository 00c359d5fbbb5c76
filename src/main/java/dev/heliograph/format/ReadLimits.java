package dev.heliograph.format;

/**
 * How much a reader may allocate or unpack for one image. Headers are checked against it before
 * anything is allocated.
 *
 * @param maxVoxels voxels of one volume (four bytes each in memory)
 * @param maxBytes bytes of one file after unpacking
 */
public record ReadLimits(long maxVoxels, long maxBytes) {

  private static final long VOXELS = 400_000_000;

  public ReadLimits {
    if (maxVoxels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /**
   * 400 million voxels and 4 GiB, but never a volume that takes more than half of this process's
   * heap.
   */
  public static ReadLimits standard() {
    return new ReadLimits(Math.min(VOXELS, Runtime.getRuntime().maxMemory() / 8), 4L << 30);
  }

  /**
   * Checks a size that a header claims.
   *
   * @return the number of voxels
   * @throws FormatException if a size is not positive or the product exceeds {@link #maxVoxels}
   */
  public int checkVoxels(long nx, long ny, long nz) throws FormatException {
    if (nx < 1 || ny < 1 || nz < 1) {
      throw new FormatException(
          "the header claims a size of " + nx + "×" + ny + "×" + nz + " voxels",
          "export the image again; every axis needs at least one voxel");
    }
    // Compared by division: the product of three claimed sizes may overflow a long.
    if (nx > maxVoxels || ny > maxVoxels / nx || nz > maxVoxels / (nx * ny)) {
      throw new FormatException(
          "the header claims "
              + nx
              + "×"
              + ny
              + "×"
              + nz
              + " voxels, more than the limit of "
              + maxVoxels,
          "crop or resample the image, or give the service more memory");
    }
    return Math.toIntExact(nx * ny * nz);
  }
}
