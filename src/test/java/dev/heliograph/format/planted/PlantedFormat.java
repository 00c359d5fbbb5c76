package dev.heliograph.format.planted;

/** A violation planted for {@code RoomsTest}: format may not use this. */
public interface PlantedFormat {
  dev.heliograph.study.Ids forbidden();
}
