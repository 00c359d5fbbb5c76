package dev.heliograph.format.nifti;

import dev.heliograph.volume.Geometry;
import java.nio.ByteOrder;

/**
 * What a validated header says about the voxels that follow it.
 *
 * @param version 1 or 2
 * @param order byte order of the file
 * @param geometry the grid in RAS millimetres
 * @param type how a voxel is stored
 * @param offset where in the unpacked file the first voxel starts
 * @param slope what a stored number is multiplied with; 1 where the header asks for no scaling
 * @param intercept what is added then
 * @param plain whether every reader agrees on the grid: millimetres, an sform, and no qform of
 *     higher rank beside it
 */
public record NiftiHeader(
    int version,
    ByteOrder order,
    Geometry geometry,
    NiftiType type,
    long offset,
    double slope,
    double intercept,
    boolean plain) {

  boolean scaled() {
    return slope != 1 || intercept != 0;
  }
}
