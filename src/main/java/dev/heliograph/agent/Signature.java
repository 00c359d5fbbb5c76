package dev.heliograph.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a plan does, whatever it calls its steps and why: two plans that do the same are equal. */
final class Signature {

  private Signature() {}

  static ArrayNode of(Plan plan) {
    Map<String, String> names = new HashMap<>();
    name(plan.steps(), names);
    ArrayNode signature = JsonNodeFactory.instance.arrayNode();
    add(plan.steps(), names, signature);
    return signature;
  }

  private static void name(List<Plan.Step> steps, Map<String, String> names) {
    for (Plan.Step s : steps) {
      names.putIfAbsent(s.id(), "#" + names.size());
      if (s.as() != null) {
        names.putIfAbsent(s.as(), "#" + names.size());
      }
      name(s.body(), names);
    }
  }

  private static void add(List<Plan.Step> steps, Map<String, String> names, ArrayNode out) {
    for (Plan.Step s : steps) {
      ObjectNode o = out.addObject().put("tool", s.tool());
      o.set("args", renamed(s.args(), names));
      if (s.when() != null) {
        o.set("when", renamed(s.when(), names));
      }
      if (s.forEach() != null) {
        o.set("forEach", renamed(TextNode.valueOf(s.forEach()), names));
      }
      add(s.body(), names, o.putArray("do"));
    }
  }

  private static JsonNode renamed(JsonNode value, Map<String, String> names) {
    return Reference.replace(
        value,
        "",
        (at, r) ->
            TextNode.valueOf(
                new Reference(names.getOrDefault(r.name(), r.name()), r.field()).toString()));
  }
}
