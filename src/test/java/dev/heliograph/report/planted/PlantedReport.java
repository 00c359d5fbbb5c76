package dev.heliograph.report.planted;

/** A violation planted for {@code RoomsTest}: report may not use this. */
public interface PlantedReport {
  dev.heliograph.tool.builtin.planted.PlantedToolBuiltin forbidden();
}
