package dev.heliograph.inference.planted;

/** A violation planted for {@code RoomsTest}: inference may not use this. */
public interface PlantedInference {
  dev.heliograph.study.Ids forbidden();
}
