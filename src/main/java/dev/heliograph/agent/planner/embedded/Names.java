package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Optional;

/** What answers call things: the outputs of tools, and what was measured. */
final class Names {

  private final Vocabulary vocabulary;
  private final Phrases phrases;

  Names(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.phrases = new Phrases(vocabulary);
  }

  /** "Longest axial diameter": the output's title, else its name. */
  String output(ToolManifest tool, String output) {
    return tool.outputs().stream()
        .filter(p -> p.name().equals(output))
        .map(p -> p.schema().path("title").asText(""))
        .filter(t -> !t.isEmpty())
        .map(Phrases::lower)
        .findFirst()
        .orElseGet(() -> output.replace('_', ' '));
  }

  /** "The left kidney", and in which image where several are spoken of; empty for no structure. */
  String subject(Task.Ask ask) {
    if (ask.targets().isEmpty()) {
      return "";
    }
    return "the " + phrases.targets(ask.targets()) + image(ask);
  }

  /** " in “prior CT”", where the words speak of more than one image. */
  String image(Task.Ask ask) {
    List<String> said = ask.request().images();
    boolean several =
        vocabulary.any("prior", said)
            || vocabulary.says("each_image", said)
            || vocabulary.says("changing", said);
    return several && ask.image() != null ? " in “" + ask.image().label() + "”" : "";
  }

  /** The placeholder of a quantity, in the unit that was asked for where it converts. */
  String value(Outcome o, MeasuredQuantity q, Optional<Unit> unit) {
    String shown = "[[" + ref(o, q) + unitWanted(q, unit) + "]]";
    return switch (q.bound()) {
      case LOWER -> "at least " + shown;
      case UPPER -> "at most " + shown;
      default -> shown;
    };
  }

  private static String unitWanted(MeasuredQuantity q, Optional<Unit> unit) {
    Unit own = q.quantity().unit();
    boolean converts =
        unit.isPresent() && unit.get() != own && unit.get().dimension() == own.dimension();
    return converts ? " in " + unit.get().ucum() : "";
  }

  static String ref(Outcome o, MeasuredQuantity q) {
    return q.id() != null ? q.id() + "" : o.step().id() + "." + q.output();
  }
}
