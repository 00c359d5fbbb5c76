package dev.heliograph.agent.planner.embedded;

import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which tools give what another tool needs. */
final class Producers {

  /** A tool and the output of it that is wanted. */
  record Producer(ToolManifest tool, Port output) {}

  /** Types of which a loop can go over a list. */
  private static final Set<String> THINGS = Set.of("Finding", "LabelMap", "Box", "Point", "Line");

  private final Catalogue catalogue;

  Producers(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Tools with an output of the port's type; the one it is the main result of comes first. For a
   * quantity of any kind it is the one that sounds most like what was asked.
   */
  List<Producer> of(ToolManifest consumer, Port port, Request request) {
    List<Producer> found = new ArrayList<>();
    Asked asked = new Asked(catalogue.vocabulary());
    boolean any = port.type().anyKind();
    for (ToolManifest tool : catalogue.tools()) {
      if (tool.equals(consumer)) {
        continue;
      }
      List<String> wanted = any ? asked.of(tool, request.text()) : List.of();
      tool.outputs().stream()
          .filter(o -> gives(o.type(), port.type()))
          .filter(o -> !any || (o.required() && wanted.contains(o.name())))
          .min(Comparator.comparing((Port o) -> rank(o, port)))
          .ifPresent(o -> found.add(new Producer(tool, o)));
    }
    Comparator<Producer> order =
        Comparator.comparing((Producer p) -> rank(p.output(), port))
            .thenComparing(p -> p.tool().outputs().size())
            .thenComparing(p -> p.tool().limits().timeout())
            .thenComparing(p -> p.tool().name());
    List<String> sounds = request.intents().stream().map(Intents.Scored::name).toList();
    found.sort(
        any
            ? Comparator.comparingInt((Producer p) -> place(sounds, p.tool().name()))
                .thenComparing(order)
            : order);
    return any && !found.isEmpty() ? found.subList(0, 1) : found;
  }

  private static int place(List<String> names, String name) {
    int at = names.indexOf(name);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  /** Lists of things that this tool can be called for one by one, fewest needs first. */
  List<Element> lists(ToolManifest consumer) {
    List<Element> found = new ArrayList<>();
    for (ToolManifest tool : catalogue.tools()) {
      for (Port o : tool.outputs()) {
        Element e = new Element(tool, o);
        boolean serves =
            consumer.inputs().stream()
                .anyMatch(p -> THINGS.contains(p.type().name()) && e.value(p).isPresent());
        if (o.type().list() && !tool.equals(consumer) && serves) {
          found.add(e);
        }
      }
    }
    found.sort(
        Comparator.comparingInt((Element e) -> e.tool().inputs().size())
            .thenComparing(e -> e.tool().name()));
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
        && (input.anyKind()
            || input.parameters().isEmpty()
            || output.parameters().isEmpty()
            || output.parameters().get(0).equals(input.parameters().get(0)));
  }
}
