package dev.heliograph.imaging.planted;

/** A violation planted for {@code RoomsTest}: imaging may not use this. */
public interface PlantedImaging {
  dev.heliograph.study.Ids forbidden();
}
