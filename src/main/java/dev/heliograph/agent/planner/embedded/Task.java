package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.Move;
import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.ToolManifest;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of one request about one target in one image. */
sealed interface Task {

  /** It has run, well or not. */
  record Done(Ask ask, ToolManifest tool, Outcome outcome) implements Task {

    Done about(Ask other) {
      return new Done(other, tool, outcome);
    }
  }

  /** It will be done by this step. */
  record Planned(Ask ask, ToolManifest tool, String step) implements Task {}

  /** Something must be asked first. */
  record Missing(String slot, String text, List<Move.Choice> choices) implements Task {}

  /** Its condition does not hold, or cannot be told. */
  record Unneeded(Ask ask, String reason) implements Task {}

  /** No tool can do it. */
  record Impossible(Ask ask, String reason) implements Task {}

  /**
   * What was asked.
   *
   * @param targets empty where the tool is about no structure
   * @param image null where there is none
   */
  record Ask(Request request, List<Target> targets, Images.@Nullable Named image) {

    Ask in(Images.Named other) {
      return new Ask(request, targets, other);
    }
  }

  default <T> T fold(
      Function<? super Done, ? extends T> done,
      Function<? super Planned, ? extends T> planned,
      Function<? super Missing, ? extends T> missing,
      Function<? super Unneeded, ? extends T> unneeded,
      Function<? super Impossible, ? extends T> impossible) {
    if (this instanceof Done d) {
      return done.apply(d);
    } else if (this instanceof Planned p) {
      return planned.apply(p);
    } else if (this instanceof Missing m) {
      return missing.apply(m);
    } else if (this instanceof Unneeded u) {
      return unneeded.apply(u);
    }
    return impossible.apply((Impossible) this);
  }
}
