package dev.heliograph.tool.planted;

/** A violation planted for {@code RoomsTest}: tool may not use this. */
public interface PlantedTool {
  dev.heliograph.agent.Plan forbidden();
}
