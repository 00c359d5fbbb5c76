package dev.heliograph.benchmark.port.planted;

/** A violation planted for {@code RoomsTest}: benchmark.port may not use this. */
public interface PlantedBenchmarkPort {
  dev.heliograph.agent.Plan forbidden();
}
