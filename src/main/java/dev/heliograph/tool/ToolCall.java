package dev.heliograph.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool.
 *
 * @param id ULID of the call
 * @param tool {@code name@version}
 * @param arguments all references resolved: images, studies and label maps are ids, quantities are
 *     {@code {kind, value, unit}} objects
 */
public record ToolCall(String id, String tool, ObjectNode arguments) {}
