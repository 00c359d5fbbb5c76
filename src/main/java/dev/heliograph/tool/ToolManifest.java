package dev.heliograph.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a tool without running it; the content of {@code tool.yaml}, validated.
 *
 * @param name {@code [a-z][a-z0-9_]*}
 * @param version semantic version
 * @param title short name for people
 * @param description what a planner reads to decide
 * @param examples what users say; may hold {@code {slot}} placeholders
 * @param input JSON Schema 2020-12 of the arguments, with {@code x-type}
 * @param output JSON Schema of the outputs, with {@code x-type}
 * @param provides for tools that make label maps: the structures the map may contain
 * @param effects whether the tool changes anything
 * @param limits what one call may use
 * @param card name of the model card (folder under {@code models/}), or null
 * @param runner what runs it, as written
 */
public record ToolManifest(
    String name,
    String version,
    String title,
    String description,
    List<String> examples,
    ObjectNode input,
    ObjectNode output,
    List<String> provides,
    Effects effects,
    Limits limits,
    @Nullable String card,
    ObjectNode runner) {

  /** Whether a call changes state outside of the run; {@code WRITE} asks the user first. */
  public enum Effects {
    READ,
    WRITE
  }

  /** What one call may use: wall time, memory in bytes, device. */
  public record Limits(Duration timeout, long memoryBytes, String device) {}

  public ToolManifest {
    examples = List.copyOf(examples);
    provides = List.copyOf(provides);
  }

  /** {@code name@version}, which a run pins. */
  public String id() {
    return name + "@" + version;
  }

  /**
   * What the tool takes, by argument name in declaration order; derived from the schemas' {@code
   * x-type}.
   */
  public List<Port> inputs() {
    return Port.of(input);
  }

  /** What the tool gives, by output name in declaration order. */
  public List<Port> outputs() {
    return Port.of(output);
  }
}
