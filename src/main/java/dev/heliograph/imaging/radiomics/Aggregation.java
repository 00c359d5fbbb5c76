package dev.heliograph.imaging.radiomics;

/**
 * How the texture matrices of slices and directions become one value of a feature (IBSI reference
 * manual, "Aggregating features" of each family; the codes are the manual's). For zone sizes, which
 * have no direction, the two 2D kinds are one, and so are the two of 2.5D and the two of 3D.
 */
public enum Aggregation {
  /** Features per slice and direction, averaged. */
  AVERAGED_2D("BTW3", false, true, true),
  /** The directions of a slice merged; features per slice, averaged. */
  SLICE_MERGED_2D("SUJT", false, true, false),
  /** All slices of a direction merged; features per direction, averaged. */
  DIRECTION_MERGED_2_5D("JJUI", false, false, true),
  /** All slices and directions merged. */
  MERGED_2_5D("ZW7Z", false, false, false),
  /** Features per direction of the volume, averaged. */
  AVERAGED_3D("ITBB", true, false, true),
  /** All directions of the volume merged. */
  MERGED_3D("IAZD", true, false, false);

  private final String code;
  private final boolean volumetric;
  private final boolean bySlice;
  private final boolean byDirection;

  Aggregation(String code, boolean volumetric, boolean bySlice, boolean byDirection) {
    this.code = code;
    this.volumetric = volumetric;
    this.bySlice = bySlice;
    this.byDirection = byDirection;
  }

  /** IBSI's code of the aggregation for co-occurrence and run lengths. */
  public String code() {
    return code;
  }

  /** Whether voxels of neighbouring slices are neighbours. */
  boolean volumetric() {
    return volumetric;
  }

  /** Whether each slice has a matrix of its own. */
  boolean bySlice() {
    return bySlice;
  }

  /** Whether each direction has a matrix of its own. */
  boolean byDirection() {
    return byDirection;
  }
}
