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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Plans without a language model. Keeps nothing of a conversation: the same state gives the same
 * move.
 */
public final class EmbeddedPlanner implements Planner {

  private static final int PROBLEMS = 2;
  private static final String CITED =
      "A reference range describes a population; it is not a diagnosis.";

  private final Vocabulary vocabulary = Vocabulary.load();
  private final Languages languages = new Languages(vocabulary);
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
    Optional<String> foreign = languages.foreign(state.message());
    if (foreign.isPresent()) {
      return new Move.Refuse(foreign.get(), List.of());
    }
    Reading reading = new Reader(catalogue, state.studies()).read(state);
    Images images = new Images(state.studies(), vocabulary, reading.modality(), reading.prior());
    Draft draft = new Draft(state);
    Chain chain = new Chain(state, catalogue, images, draft);
    Help help = new Help(catalogue, chain, images);
    if (reading.requests().isEmpty()) {
      return help.withoutRequest(reading);
    }
    List<Task> tasks = new Goals(catalogue, chain, images, draft).tasks(reading);
    boolean mayAsk = state.outcomes().isEmpty();
    for (Task task : tasks) {
      if (task instanceof Task.Missing m && mayAsk) {
        return new Move.Ask(m.slot(), m.text(), m.choices());
      }
    }
    if (!draft.steps().isEmpty()
        && draft.steps().size() <= state.callsLeft()
        && (state.problems().isEmpty() || !proposedBefore(draft, state))) {
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
          t -> {
            if (t instanceof Task.Impossible i) {
              reasons.add(replies.impossible(i));
            }
          });
      reasons.addAll(more);
      return new Move.Refuse(String.join(" ", reasons), help.alternatives());
    }
    List<String> remarks = new ArrayList<>(more);
    if (!draft.steps().isEmpty() && draft.steps().size() > state.callsLeft()) {
      remarks.add("The limit of tool calls for this turn is reached; ask for the rest again.");
    }
    if (!draft.steps().isEmpty()) {
      state.problems().stream()
          .limit(PROBLEMS)
          .forEach(
              p ->
                  remarks.add(
                      "The plan could not be run: " + Phrases.withoutNumbers(p.message()) + "."));
    }
    String answer = replies.answer(tasks, remarks);
    boolean unsaid = Replies.cites(tasks) && !answer.contains("diagnosis");
    return new Move.Answer(unsaid ? answer + " " + CITED : answer);
  }

  /** Whether the very plan was turned down in this turn. */
  private static boolean proposedBefore(Draft draft, PlannerState state) {
    Plan plan = new Plan(draft.steps());
    return state.rejections().stream().anyMatch(r -> same(r.plan(), plan));
  }

  /** Equal but for the reasons given, which the service may have taken out. */
  private static boolean same(Plan a, Plan b) {
    return bare(a.steps()).equals(bare(b.steps()));
  }

  private static List<Plan.Step> bare(List<Plan.Step> steps) {
    return steps.stream()
        .map(
            s ->
                new Plan.Step(
                    s.id(),
                    s.tool(),
                    s.args(),
                    null,
                    s.when(),
                    s.forEach(),
                    s.as(),
                    bare(s.body())))
        .toList();
  }

  /** What a sentence is understood as and what would be done, for {@code agent explain}. */
  public ObjectNode explain(PlannerState state) {
    Catalogue catalogue = catalogue(state.tools());
    Reading reading = new Reader(catalogue, state.studies()).read(state);
    Images images = new Images(state.studies(), vocabulary, reading.modality(), reading.prior());
    Draft draft = new Draft(state);
    Chain chain = new Chain(state, catalogue, images, draft);
    List<Task> tasks = new Goals(catalogue, chain, images, draft).tasks(reading);
    ObjectNode explanation = Explanation.of(reading, tasks, chain.considered(), draft.steps());
    Amounts amounts = new Amounts(vocabulary);
    for (int i = 0; i < reading.requests().size(); i++) {
      ObjectNode request = (ObjectNode) explanation.path("requests").path(i);
      amounts
          .of(reading.requests().get(i).text())
          .forEach(a -> request.withArray("amounts").add(a.said()));
    }
    Explanation.heard(reading.unclear(), catalogue, explanation);
    next(state)
        .fold(
            p -> explanation,
            a -> explanation.put("move", "asks: " + a.text()),
            a -> explanation.put("move", "answers: " + a.text()),
            r -> explanation.put("move", "refuses: " + r.reason()),
            m -> explanation);
    return explanation;
  }
}
