package dev.heliograph.imaging;

/** Between which points of a mask a length is measured. */
public enum Outline {
  /**
   * The points half-way between the centre of a voxel inside and its neighbour's outside (marching
   * squares or cubes at 0.5), so that one voxel measures one voxel: where the border is expected.
   */
  HALF_WAY,
  /**
   * The centres of the voxels inside, so that one voxel measures nothing: what a hull of voxel
   * indices and ITK's {@code LabelShapeStatistics} measure.
   */
  CENTRES
}
