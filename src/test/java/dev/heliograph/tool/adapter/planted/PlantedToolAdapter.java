package dev.heliograph.tool.adapter.planted;

/** A violation planted for {@code RoomsTest}: tool.adapter may not use this. */
public interface PlantedToolAdapter {
  dev.heliograph.agent.Plan forbidden();
}
