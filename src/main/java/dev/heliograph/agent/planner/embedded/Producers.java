package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which tools give what another tool needs. */
final class Producers {

  /** A tool and the output of it that is wanted. */
  record Producer(ToolManifest tool, Port output) {}

  private final Catalogue catalogue;

  Producers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Tools with an output of the port's type; the one it is the main result of comes first. */
  List<Producer> of(ToolManifest consumer, Port port) {
    List<Producer> found = new ArrayList<>();
    for (ToolManifest tool : catalogue.tools()) {
      if (!tool.equals(consumer)) {
        tool.outputs().stream()
            .filter(o -> gives(o.type(), port.type()))
            .min(Comparator.comparing((Port o) -> rank(o, port)))
            .ifPresent(o -> found.add(new Producer(tool, o)));
      }
    }
    found.sort(
        Comparator.comparing((Producer p) -> rank(p.output(), port))
            .thenComparing(p -> p.tool().outputs().size())
            .thenComparing(p -> p.tool().limits().timeout())
            .thenComparing(p -> p.tool().name()));
    return found;
  }

  private static int rank(Port output, Port input) {
    List<String> kind = output.type().parameters();
    boolean main = output.name().equals(input.name()) || kind.contains(output.name());
    return (output.required() ? 0 : 1) + (main ? 0 : 2);
  }

  private static boolean gives(ToolType output, ToolType input) {
    boolean plain = input.name().equals("Text");
    return !plain
        && output.name().equals(input.name())
        && output.list() == input.list()
        && (input.parameters().isEmpty()
            || output.parameters().isEmpty()
            || output.parameters().get(0).equals(input.parameters().get(0)));
  }
}
