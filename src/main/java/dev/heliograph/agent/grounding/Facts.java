package dev.heliograph.agent.grounding;

import dev.heliograph.tool.MeasuredQuantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a text may take its numbers from.
 *
 * @param quantities every quantity of the conversation, with its id
 * @param byOutput the quantities of each {@code step.output}
 * @param texts texts that tools returned, by {@code step.output}
 * @param said what the user said in this conversation
 * @param quotes what tools said in words: reasons, causes, warnings; may be quoted word by word
 * @param names names that may hold digits: tools, studies, images
 * @param structures vocabulary names of structures that tools may measure
 */
public record Facts(
    List<MeasuredQuantity> quantities,
    Map<String, List<MeasuredQuantity>> byOutput,
    Map<String, String> texts,
    List<String> said,
    Set<String> quotes,
    Set<String> names,
    Set<String> structures) {

  public Facts {
    quantities = List.copyOf(quantities);
    byOutput = Map.copyOf(byOutput);
    texts = Map.copyOf(texts);
    said = List.copyOf(said);
    quotes = Set.copyOf(quotes);
    names = Set.copyOf(names);
    structures = Set.copyOf(structures);
  }

  /** Facts of a conversation in which no tool said anything in words. */
  public Facts(
      List<MeasuredQuantity> quantities,
      Map<String, List<MeasuredQuantity>> byOutput,
      Map<String, String> texts,
      List<String> said,
      Set<String> names,
      Set<String> structures) {
    this(quantities, byOutput, texts, said, Set.of(), names, structures);
  }

  Optional<MeasuredQuantity> quantity(String id) {
    return quantities.stream().filter(q -> id.equals(q.id())).findFirst();
  }
}
