package dev.heliograph.study;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;

/** Loads the voxels behind images and artifacts, and keeps label maps that tools produce. */
public interface Voxels {

  /** The voxels of an image in its stored grid. */
  Volume volume(Image image) throws IOException;

  /**
   * The pixels of a picture, in colour.
   *
   * @throws IllegalArgumentException if the image is a volume
   */
  Picture picture(Image image) throws IOException;

  /**
   * The labels of a label map artifact.
   *
   * @throws IllegalArgumentException if the artifact is not a label map
   */
  LabelMap labelMap(Artifact artifact) throws IOException;

  /** Writes a label map as gzipped NIfTI and records it as an artifact. */
  Artifact save(LabelMap labels, String name, Image madeFrom, String producer) throws IOException;
}
