package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.tool.ToolManifest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Plans without a language model. Keeps nothing of a conversation: the same state gives the same
 * move.
 */
public final class EmbeddedPlanner implements Planner {

  private static final int OFFERED = 6;

  private final Vocabulary vocabulary = Vocabulary.load();
  private final SentenceEncoder encoder;
  private final Map<Object, Object> vectors = Intents.newCache();
  private volatile @Nullable Known known;

  /** The catalogue of the tools last seen; asking again with the same tools costs nothing. */
  private record Known(List<ToolManifest> tools, Catalogue catalogue) {}

  public EmbeddedPlanner(SentenceEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return "embedded";
  }

  /** Learns these tools now, so that the first question need not wait for it. */
  public void learn(List<ToolManifest> tools) {
    catalogue(tools);
  }

  Catalogue catalogue(List<ToolManifest> tools) {
    Known k = known;
    if (k == null || !k.tools().equals(tools)) {
      k = new Known(List.copyOf(tools), new Catalogue(vocabulary, encoder, tools, vectors));
      known = k;
    }
    return k.catalogue();
  }

  @Override
  public Move next(PlannerState state) {
    Catalogue catalogue = catalogue(state.tools());
    if (state.cancelled().getAsBoolean()) {
      throw new CancellationException("stopped");
    }
    Reading reading = new Reader(catalogue).read(state);
    Images images = new Images(state.studies(), vocabulary, reading.modality());
    Draft draft = new Draft(state);
    Chain chain = new Chain(state, catalogue, images, draft);
    Help help = new Help(catalogue, chain, images);
    if (reading.requests().isEmpty()) {
      return help.withoutRequest(reading);
    }
    List<Task> tasks = new Goals(catalogue, chain, images).tasks(reading);
    boolean mayAsk = state.outcomes().isEmpty();
    for (Task task : tasks) {
      if (task instanceof Task.Missing m && mayAsk) {
        return new Move.Ask(m.slot(), m.text(), m.choices());
      }
    }
    if (!draft.steps().isEmpty()
        && draft.steps().size() <= state.callsLeft()
        && state.problems().isEmpty()) {
      return new Move.Propose(
          new Plan(draft.steps()),
          Explanation.of(reading, tasks, chain.considered(), draft.steps()));
    }
    return conclude(reading, tasks, draft, state, help);
  }

  private Move conclude(
      Reading reading, List<Task> tasks, Draft draft, PlannerState state, Help help) {
    List<PlannerState.Outcome> ran = new ArrayList<>(state.earlier());
    ran.addAll(state.outcomes());
    Replies replies = new Replies(catalogue(state.tools()), ran);
    boolean nothing = tasks.stream().allMatch(Task.Impossible.class::isInstance);
    List<String> more = help.remarks(reading);
    if (nothing) {
      Set<String> reasons = new LinkedHashSet<>();
      tasks.forEach(
          t -> t.fold(d -> true, p -> true, m -> true, i -> reasons.add(replies.impossible(i))));
      reasons.addAll(more);
      return new Move.Refuse(String.join(" ", reasons), help.alternatives());
    }
    List<String> remarks = new ArrayList<>(more);
    if (!draft.steps().isEmpty() && draft.steps().size() > state.callsLeft()) {
      remarks.add("The limit of tool calls for this turn is reached; ask for the rest again.");
    }
    state.problems().stream()
        .limit(OFFERED)
        .forEach(p -> remarks.add("The plan was refused: " + Phrases.reason(p.message()) + "."));
    return new Move.Answer(replies.answer(tasks, remarks));
  }

  /** What a sentence is understood as and what would be done, for {@code agent explain}. */
  public ObjectNode explain(PlannerState state) {
    Catalogue catalogue = catalogue(state.tools());
    Reading reading = new Reader(catalogue).read(state);
    Images images = new Images(state.studies(), vocabulary, reading.modality());
    Draft draft = new Draft(state);
    Chain chain = new Chain(state, catalogue, images, draft);
    List<Task> tasks = new Goals(catalogue, chain, images).tasks(reading);
    return Explanation.of(reading, tasks, chain.considered(), draft.steps());
  }
}
