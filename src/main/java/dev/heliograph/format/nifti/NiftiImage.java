package dev.heliograph.format.nifti;

import dev.heliograph.volume.Volume;
import java.util.List;

/**
 * A volume that was read.
 *
 * @param header what the file said about it
 * @param volume its voxels, scaled
 * @param gzipped whether the file was compressed
 * @param warnings what a user should know: guessed orientation, lost precision, trailing bytes
 */
public record NiftiImage(
    NiftiHeader header, Volume volume, boolean gzipped, List<String> warnings) {

  public NiftiImage {
    warnings = List.copyOf(warnings);
  }
}
