package dev.heliograph.benchmark.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.benchmark.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says the case's user turns in order, and its replies when the agent asks. A question that no
 * reply fits, where the case expects an answer, ends the dialogue: this user has nothing more to
 * say.
 */
final class ScriptedUser {

  /** What is said next. */
  record Line(int turn, boolean reply, String text) {}

  private final Case script;
  private int turn;
  private List<Case.Reply> replies = List.of();

  ScriptedUser(Case script) {
    this.script = script;
  }

  /**
   * The next message; empty at the end.
   *
   * @param last how the agent's work on the one before ended; empty at the beginning or if it was
   *     cut off
   */
  Optional<Line> next(Optional<RunEvent> last) {
    boolean asked = last.filter(e -> e.type() == RunEvent.Type.CLARIFICATION_ASKED).isPresent();
    if (asked) {
      Optional<Case.Reply> reply = reply(last.get().payload());
      if (reply.isPresent()) {
        return Optional.of(new Line(turn, true, reply.get().user()));
      }
      if (script.turns().get(turn - 1).behaviour() == Case.Behaviour.ANSWER) {
        return Optional.empty();
      }
    }
    if (turn > 0 && last.isEmpty() || turn == script.turns().size()) {
      return Optional.empty();
    }
    Case.Turn t = script.turns().get(turn++);
    replies = new ArrayList<>(t.replies());
    return Optional.of(new Line(turn, false, t.user()));
  }

  private Optional<Case.Reply> reply(JsonNode question) {
    String asked =
        (question.path("slot").asText() + " " + question.path("text").asText())
            .toLowerCase(Locale.ROOT);
    Optional<Case.Reply> fits =
        replies.stream()
            .filter(r -> r.about() == null || asked.contains(r.about().toLowerCase(Locale.ROOT)))
            .findFirst();
    fits.ifPresent(replies::remove);
    return fits;
  }
}
