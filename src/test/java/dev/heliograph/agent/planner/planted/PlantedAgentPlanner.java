package dev.heliograph.agent.planner.planted;

/** A violation planted for {@code RoomsTest}: agent.planner may not use this. */
public interface PlantedAgentPlanner {
  dev.heliograph.benchmark.planted.PlantedBenchmark forbidden();
}
