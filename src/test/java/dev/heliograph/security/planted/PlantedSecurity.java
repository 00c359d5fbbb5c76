package dev.heliograph.security.planted;

/** A violation planted for {@code RoomsTest}: security may not use this. */
public interface PlantedSecurity {
  dev.heliograph.study.Ids forbidden();
}
