package dev.heliograph.benchmark.planted;

/** A violation planted for {@code RoomsTest}: benchmark may not use this. */
public interface PlantedBenchmark {
  dev.heliograph.web.planted.PlantedWeb forbidden();
}
