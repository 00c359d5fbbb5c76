package dev.heliograph.volume.planted;

/** A violation planted for {@code RoomsTest}: volume may not use this. */
public interface PlantedVolume {
  dev.heliograph.study.Ids forbidden();
}
