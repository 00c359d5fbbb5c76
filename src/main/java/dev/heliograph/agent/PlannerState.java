package dev.heliograph.agent;

import dev.heliograph.study.Study;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import dev.heliograph.tool.ToolResult;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a planner may look at.
 *
 * @param conversation id of the conversation
 * @param studies the conversation's studies with the names plans use for them ({@code ct} → {@code
 *     "$ct"})
 * @param turns the finished turns, oldest first
 * @param message what the user just said
 * @param outcomes what has run in this turn so far, in order of finishing
 * @param problems why the last proposal was not run; empty after an accepted one
 * @param rejections every proposal of this turn that was not run, with the reasons, oldest first
 * @param guardNotes why the last answer was sent back: sentences with numbers that nothing
 *     explains; empty otherwise
 * @param tools the manifests this agent may use
 * @param registry for accuracy look-ups
 * @param quantities every quantity of the conversation, with its id
 * @param earlier outcomes of earlier turns whose outputs can still be referred to ({@code
 *     $step.output})
 * @param promptTexts the prompts this run pinned, by name
 * @param callsLeft tool calls left in this turn
 * @param cancelled whether the user pressed stop
 * @param events tells the log of a model call
 * @param draft receives the raw answer text as it streams from a model; the guard decides what of
 *     it reaches the user
 */
public record PlannerState(
    String conversation,
    List<NamedStudy> studies,
    List<Turn> turns,
    String message,
    List<Outcome> outcomes,
    List<PlanProblem> problems,
    List<Rejection> rejections,
    List<String> guardNotes,
    List<ToolManifest> tools,
    ToolRegistry registry,
    List<MeasuredQuantity> quantities,
    List<Outcome> earlier,
    java.util.Map<String, String> promptTexts,
    int callsLeft,
    BooleanSupplier cancelled,
    Consumer<ModelCall> events,
    Consumer<String> draft) {

  /**
   * A study of the conversation and the name plans use for it. {@code $name} is its first image
   * where an Image is asked.
   */
  public record NamedStudy(String as, Study study) {}

  /** A plan that was proposed in this turn and not run, and why. */
  public record Rejection(Plan plan, List<PlanProblem> problems) {}

  /**
   * One finished turn.
   *
   * @param user what the user said
   * @param reply what was answered, asked or refused, as shown
   * @param kind answer, clarification_asked, refused, cancelled or failed
   * @param slot for a clarification: what was asked for, else null
   */
  public record Turn(String user, String reply, String kind, @Nullable String slot) {}

  /**
   * What became of a step.
   *
   * @param step the step as planned, arguments unresolved
   * @param result its result, or null if it was skipped
   * @param skipped why it was skipped, or null
   */
  public record Outcome(Plan.Step step, @Nullable ToolResult result, @Nullable String skipped) {}

  /** A call of a chat model, for the log. Tokens are −1 where the provider does not say. */
  public record ModelCall(
      String model, int inputTokens, int outputTokens, long millis, String outcome) {}
}
