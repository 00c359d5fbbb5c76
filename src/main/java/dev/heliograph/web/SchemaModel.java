package dev.heliograph.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON Schemas as the OpenAPI model has them. */
final class SchemaModel {

  private static final Set<String> NOT_IN_COMPONENTS = Set.of("$schema", "$id", "$defs");
  private static final Set<String> ONE =
      Set.of("items", "if", "then", "else", "not", "contains", "propertyNames", "contentSchema");
  private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> MAPS =
      Set.of("properties", "patternProperties", "dependentSchemas");

  private final UnaryOperator<String> references;

  private SchemaModel(UnaryOperator<String> references) {
    this.references = references;
  }

  /**
   * @param references what each {@code $ref} becomes
   */
  static Schema of(JsonNode json, UnaryOperator<String> references) {
    return new SchemaModel(references).schema(json);
  }

  private Schema schema(JsonNode json) {
    Schema schema = OASFactory.createSchema();
    if (json.isBoolean()) {
      schema.setBooleanSchema(json.booleanValue());
      return schema;
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      keyword(schema, entry.getKey(), entry.getValue());
    }
    return schema;
  }

  private void keyword(Schema schema, String name, JsonNode value) {
    if (NOT_IN_COMPONENTS.contains(name)) {
      return;
    }
    if (name.equals("$ref")) {
      schema.setRef(references.apply(value.asText()));
    } else if (name.equals("additionalProperties")) {
      schema.setAdditionalPropertiesSchema(schema(value));
    } else if (ONE.contains(name) && (value.isObject() || value.isBoolean())) {
      schema.set(name, schema(value));
    } else if (LISTS.contains(name)) {
      List<Schema> list = new ArrayList<>();
      value.forEach(v -> list.add(schema(v)));
      schema.set(name, list);
    } else if (MAPS.contains(name)) {
      Map<String, Schema> map = new LinkedHashMap<>();
      value.properties().forEach(p -> map.put(p.getKey(), schema(p.getValue())));
      schema.set(name, map);
    } else if (name.equals("type")) {
      for (JsonNode type : value.isArray() ? value : List.of(value)) {
        schema.addType(Schema.SchemaType.valueOf(type.asText().toUpperCase(java.util.Locale.ROOT)));
      }
    } else {
      schema.set(name, plain(value));
    }
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      value.forEach(v -> list.add(plain(v)));
      return list;
    }
    if (value.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      value.properties().forEach(p -> map.put(p.getKey(), plain(p.getValue())));
      return map;
    }
    return value.isIntegralNumber()
        ? value.canConvertToInt() ? (Object) value.intValue() : value.bigIntegerValue()
        : value.isNumber()
            ? new BigDecimal(value.asText())
            : value.isBoolean() ? value.booleanValue() : value.isNull() ? null : value.asText();
  }
}
