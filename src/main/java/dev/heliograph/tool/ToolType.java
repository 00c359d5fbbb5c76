package dev.heliograph.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The type of an argument or output: {@code Study}, {@code Image}, {@code LabelMap[structure]},
 * {@code Quantity[volume,mL]} ({@code Quantity[any]} of whatever kind), {@code List<Finding>},
 * {@code Text?}.
 *
 * @param name one of {@link #NAMES}; of the element for a list
 * @param parameters what stands between the brackets, in order
 * @param list whether it is a list of them
 * @param optional whether it may be absent
 */
public record ToolType(String name, List<String> parameters, boolean list, boolean optional) {

  public static final Set<String> NAMES =
      Set.of(
          "Study",
          "Image",
          "LabelMap",
          "Structure",
          "Finding",
          "Quantity",
          "Count",
          "Class",
          "Box",
          "Point",
          "Line",
          "Text",
          "Embedding",
          "Report");

  public ToolType {
    parameters = List.copyOf(parameters);
  }

  /**
   * @throws IllegalArgumentException if the text is not a type, naming what is wrong
   */
  public static ToolType parse(String text) {
    String t = text.trim();
    boolean optional = t.endsWith("?");
    if (optional) {
      t = t.substring(0, t.length() - 1);
    }
    boolean list = t.startsWith("List<") && t.endsWith(">");
    if (list) {
      t = t.substring(5, t.length() - 1);
    }
    int open = t.indexOf('[');
    String name = open < 0 ? t : t.substring(0, open);
    List<String> parameters = new ArrayList<>();
    if (open >= 0) {
      if (!t.endsWith("]")) {
        throw new IllegalArgumentException(
            "type '" + text + "' opens a bracket and does not close it");
      }
      for (String p : t.substring(open + 1, t.length() - 1).split(",", -1)) {
        parameters.add(p.trim());
      }
    }
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no type; the types are "
              + String.join(", ", NAMES.stream().sorted().toList()));
    }
    return new ToolType(name, parameters, list, optional);
  }

  /** Whether it is a quantity of whatever kind: {@code Quantity[any]}. */
  public boolean anyKind() {
    return name.equals("Quantity") && (parameters.isEmpty() || parameters.get(0).equals("any"));
  }

  @Override
  public String toString() {
    String t = parameters.isEmpty() ? name : name + "[" + String.join(",", parameters) + "]";
    return (list ? "List<" + t + ">" : t) + (optional ? "?" : "");
  }
}
