package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolType;
import java.util.Map;
import java.util.Optional;

/**
 * One element of a list that a loop goes over: what it is, and what its fields are by their {@code
 * x-type}.
 *
 * @param tool what gives the list
 * @param list the output that is the list
 */
record Element(ToolManifest tool, Port list) {

  /** The name of the loop's variable. */
  static final String NAME = "item";

  /** Whether a list of this output holds what the port takes, or objects with a field of it. */
  Optional<JsonNode> value(Port port) {
    if (port.type().list()) {
      return Optional.empty();
    }
    if (suits(list.type(), port.type())) {
      return Optional.of(TextNode.valueOf("$" + NAME));
    }
    JsonNode fields = list.schema().path("items").path("properties");
    String found = null;
    for (Map.Entry<String, JsonNode> f : fields.properties()) {
      String type = f.getValue().path("x-type").asText("");
      boolean fits = !type.isEmpty() && suits(ToolType.parse(type), port.type());
      if (fits && (found == null || f.getKey().equals(port.name()))) {
        found = f.getKey();
      }
    }
    return Optional.ofNullable(found).map(f -> TextNode.valueOf("$" + NAME + "." + f));
  }

  private static boolean suits(ToolType has, ToolType wanted) {
    boolean word = wanted.name().equals("Text") || wanted.name().equals("Structure");
    boolean kind =
        !wanted.name().equals("Quantity")
            || wanted.parameters().isEmpty()
            || has.parameters().isEmpty()
            || has.parameters().get(0).equals(wanted.parameters().get(0));
    return !word && has.name().equals(wanted.name()) && kind;
  }
}
