package dev.heliograph.benchmark.agents;

import dev.heliograph.agent.Move;
import dev.heliograph.agent.Plan;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.benchmark.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what the case says is right: its gold plan, then an answer that refers to its results. */
final class GoldPlanner implements Planner {

  private final Case theCase;

  GoldPlanner(Case theCase) {
    this.theCase = theCase;
  }

  @Override
  public String name() {
    return YardstickAgents.GOLD;
  }

  @Override
  public Move next(PlannerState state) {
    List<String> said =
        new ArrayList<>(state.turns().stream().map(PlannerState.Turn::user).toList());
    said.add(state.message());
    int turn = -1;
    boolean reply = false;
    for (String message : said) {
      boolean next =
          turn + 1 < theCase.turns().size() && theCase.turns().get(turn + 1).user().equals(message);
      turn += next ? 1 : 0;
      reply = !next;
    }
    Case.Turn t = theCase.turns().get(Math.max(0, turn));
    if (t.behaviour() == Case.Behaviour.REFUSE) {
      return new Move.Refuse("There is no way to do this here.", List.of());
    }
    if (t.behaviour() == Case.Behaviour.CLARIFY && !reply) {
      String about =
          t.replies().stream()
              .findFirst()
              .flatMap(r -> Optional.ofNullable(r.about()))
              .orElse("detail");
      return new Move.Ask(about, "Which " + about + " do you mean?", List.of());
    }
    Optional<Plan> plan = theCase.gold().get(Math.max(0, turn));
    boolean answers = t.behaviour() == Case.Behaviour.ANSWER || reply;
    if (plan.isPresent() && answers && state.outcomes().isEmpty() && state.problems().isEmpty()) {
      return new Move.Propose(plan.get(), null);
    }
    return new Move.Answer(answer(turn + 1));
  }

  private String answer(int turn) {
    List<String> sentences = new ArrayList<>();
    for (Case.AnswerItem a : theCase.expect().answers()) {
      if (a.turn() != turn) {
        continue;
      }
      if (a.quantity() == null) {
        sentences.add("The assessment is " + a.words().get(0) + ".");
      } else {
        String what = a.structure() == null ? "image" : a.structure().replace('_', ' ');
        String kind = a.kind().matches(".*\\d.*") ? "value" : a.kind().replace('_', ' ');
        sentences.add("The " + kind + " of the " + what + " is [[" + a.quantity() + "]].");
      }
    }
    if (turn == theCase.turns().size()) {
      theCase.expect().mentions().forEach(m -> sentences.add(m.split("\\|", -1)[0] + "."));
    }
    return sentences.isEmpty() ? "Done." : String.join(" ", sentences);
  }
}
