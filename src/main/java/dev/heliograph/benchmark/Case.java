package dev.heliograph.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import dev.heliograph.study.Modality;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One scripted dialogue and what is expected of it, as {@code schemas/case.schema.json} describes.
 *
 * @param note source and licence of the image and of the reference values
 * @param twin for a refuse or clarify case: the answerable case it is paired with
 * @param seed epoch e uses {@code seed + e}
 * @param gold for each user turn the plan that passes, where there is one
 * @param sha256 hash of the case's text
 */
public record Case(
    String id,
    String suite,
    String split,
    String note,
    @Nullable String twin,
    long seed,
    int epochs,
    Limits limits,
    List<StudyUse> studies,
    Tools tools,
    List<Fault> faults,
    List<Turn> turns,
    Expect expect,
    List<Optional<Plan>> gold,
    String sha256) {

  /** What a whole trial may use: user messages, tool calls, wall time in seconds. */
  public record Limits(int turns, int toolCalls, int seconds) {
    public static final Limits DEFAULT = new Limits(16, 24, 600);
  }

  /** A fixture and the name plans use for it. {@code modality} is what the user said it is. */
  public record StudyUse(String fixture, String as, @Nullable Modality modality) {}

  /**
   * The tools there are.
   *
   * @param allow names; empty for all that can run
   * @param oracle whether reference masks stand in for segmenters
   */
  public record Tools(List<String> allow, boolean oracle) {}

  /** How a call goes wrong. */
  public enum FaultKind {
    TIMEOUT,
    FAILED,
    REJECTED,
    INCOMPLETE,
    GARBAGE
  }

  /** The {@code call}-th call of a tool in a trial (from 1) goes wrong. */
  public record Fault(String tool, int call, FaultKind kind) {}

  /** What a user turn asks for. */
  public enum Behaviour {
    ANSWER,
    CLARIFY,
    REFUSE
  }

  /**
   * What the user says, and what they reply if the agent asks back.
   *
   * @param replies used in order, each once
   */
  public record Turn(String user, Behaviour behaviour, List<Reply> replies) {
    public Turn {
      replies = List.copyOf(replies);
    }
  }

  /** A reply; {@code about} must stand in the question or its slot, if it is given. */
  public record Reply(@Nullable String about, String user) {}

  /** What must hold. Lists are empty where the case does not ask. */
  public record Expect(
      List<Milestone> milestones,
      List<CallPattern> minefields,
      List<StateCheck> state,
      List<AnswerItem> answers,
      List<String> mentions,
      boolean grounded) {
    public Expect {
      milestones = List.copyOf(milestones);
      minefields = List.copyOf(minefields);
      state = List.copyOf(state);
      answers = List.copyOf(answers);
      mentions = List.copyOf(mentions);
    }
  }

  /** A tool (by name, {@code *} for any characters) and arguments that the call has among its. */
  public record CallPattern(String call, ObjectNode args) {

    public boolean matchesTool(String nameOrId) {
      String name = nameOrId.replaceFirst("@.*", "");
      return name.matches(call.replace("*", ".*"));
    }
  }

  /**
   * A call that must have succeeded.
   *
   * @param after ids of milestones that ended before it began
   * @param turn in which user turn (from 1), or null for any
   */
  public record Milestone(String id, CallPattern call, List<String> after, @Nullable Integer turn) {
    public Milestone {
      after = List.copyOf(after);
    }
  }

  /** How a mask is compared with the reference. */
  public enum Metric {
    /** Dice of the voxels. */
    DSC,
    /** Dice of the surfaces within a tolerance, by FLARE's rules. */
    NSD,
    /** 95th percentile Hausdorff distance in mm. */
    HD95,
    /** Harmonic mean of the next two. */
    LESION_F1,
    /** Part of the reference's connected parts that were found. */
    LESION_RECALL,
    /** Part of the mask's connected parts that are right. */
    LESION_PRECISION,
    /** Average precision of the boxes of connected parts at an intersection over union of 0.5. */
    AP50;

    /** Whether connected parts are looked at one by one. */
    public boolean ofParts() {
      return this == LESION_F1 || this == LESION_RECALL || this == LESION_PRECISION;
    }
  }

  /**
   * The mask that a milestone gave agrees so far with the reference.
   *
   * @param label structure
   * @param toleranceMm for NSD: how far apart surfaces may lie; else NaN
   * @param iou for metrics of parts: the least intersection over union of a pair; NaN if one shared
   *     voxel will do
   * @param limit the least score, or for HD95 the largest distance in mm
   */
  public record StateCheck(
      String milestone,
      String output,
      String label,
      Metric metric,
      double toleranceMm,
      double iou,
      double limit) {

    /** The score's name in {@link dev.heliograph.benchmark.trial.Trial#overlaps()}. */
    public String key() {
      return switch (metric) {
        case DSC -> label;
        case NSD -> label + ":nsd@" + toleranceMm;
        case HD95 -> label + ":hd95";
        case AP50 -> label + ":ap50";
        case LESION_F1, LESION_RECALL, LESION_PRECISION ->
            label
                + ":"
                + metric.name().toLowerCase(Locale.ROOT)
                + (Double.isNaN(iou) ? "" : "@" + iou);
      };
    }

    /** Written so that NaN fails. */
    public boolean holds(double score) {
      return metric == Metric.HD95 ? score <= limit : score >= limit;
    }
  }

  /**
   * What an answer must hold: a quantity, or (kind {@code class}) a word.
   *
   * @param quantity {@code step.output} of the gold plan; for a class, what gold inserts, or null
   * @param value in {@code unit}, or null if any value will do
   * @param bound exact, lower, upper or reference; null for any
   * @param words for a class: words of which one must be stated
   * @param not words of which none may be stated
   * @param turn user turn, from 1
   */
  public record AnswerItem(
      @Nullable String quantity,
      String kind,
      @Nullable String structure,
      @Nullable Double value,
      @Nullable String unit,
      double relTol,
      double absTol,
      @Nullable String bound,
      List<String> words,
      List<String> not,
      int turn) {
    public AnswerItem {
      words = List.copyOf(words);
      not = List.copyOf(not);
    }
  }

  public Case {
    studies = List.copyOf(studies);
    faults = List.copyOf(faults);
    turns = List.copyOf(turns);
    gold = List.copyOf(gold);
  }

  /** Whether at least one of its user turns is to be answered. */
  public boolean asksForAnswer() {
    return turns.stream().anyMatch(t -> t.behaviour() == Behaviour.ANSWER);
  }

  /** The images it is about; cases of one cluster are not independent. */
  public String cluster() {
    return studies.isEmpty()
        ? "no image"
        : studies.stream()
            .map(StudyUse::fixture)
            .sorted()
            .distinct()
            .collect(Collectors.joining("+"));
  }
}
