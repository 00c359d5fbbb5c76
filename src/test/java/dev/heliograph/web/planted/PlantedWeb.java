package dev.heliograph.web.planted;

/** A violation planted for {@code RoomsTest}: web may not use this. */
public interface PlantedWeb {
  dev.heliograph.benchmark.planted.PlantedBenchmark forbidden();
}
