package dev.heliograph.tool.builtin.planted;

/** A violation planted for {@code RoomsTest}: tool.builtin may not use this. */
public interface PlantedToolBuiltin {
  dev.heliograph.agent.Plan forbidden();
}
