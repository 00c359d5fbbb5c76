package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.tool.ManifestJson;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolProblem;
import java.util.List;

/** A tool as the API gives it: its manifest, and whether it can run. */
public final class ToolJson {

  private ToolJson() {}

  public static ObjectNode of(Tool tool) {
    ObjectNode json = ManifestJson.write(tool.manifest());
    String unavailable = tool.unavailable();
    json.put("available", unavailable == null);
    if (unavailable != null) {
      json.put("unavailable", unavailable);
    }
    return json;
  }

  /** What checking the arguments of a call without running it gives. */
  public static ObjectNode checked(List<ToolProblem> problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("valid", problems.isEmpty());
    ArrayNode list = json.putArray("problems");
    for (ToolProblem p : problems) {
      list.addObject().put("path", p.path()).put("message", p.message()).put("fix", p.fix());
    }
    return json;
  }
}
