package dev.heliograph.study.planted;

/** A violation planted for {@code RoomsTest}: study may not use this. */
public interface PlantedStudy {
  dev.heliograph.tool.ToolCall forbidden();
}
