package dev.heliograph.agent.planted;

/** A violation planted for {@code RoomsTest}: agent may not use this. */
public interface PlantedAgent {
  dev.heliograph.tool.builtin.planted.PlantedToolBuiltin forbidden();

  jakarta.ws.rs.core.Response http();

  picocli.CommandLine arguments();

  java.sql.Connection sql();

  ai.onnxruntime.OrtSession session();

  dev.langchain4j.data.message.ChatMessage chat();

  default void print() {
    System.out.println("planted");
  }
}
