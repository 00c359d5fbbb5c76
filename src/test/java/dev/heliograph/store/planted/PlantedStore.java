package dev.heliograph.store.planted;

/** A violation planted for {@code RoomsTest}: store may not use this. */
public interface PlantedStore {
  dev.heliograph.benchmark.planted.PlantedBenchmark forbidden();
}
