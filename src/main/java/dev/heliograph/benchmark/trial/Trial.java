package dev.heliograph.benchmark.trial;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened when an agent was given a case: all that scorers look at.
 *
 * @param error why the benchmark itself could not run it, or null
 * @param names what its studies and images are called
 * @param images for each study's name the ids of its images
 * @param overlaps for each label map artifact, Dice with the reference by structure; only where the
 *     case asks for it
 * @param millis wall time
 */
public record Trial(
    String caseId,
    int epoch,
    long seed,
    @Nullable String error,
    List<String> names,
    Map<String, List<String>> images,
    List<Exchange> exchanges,
    Map<String, Map<String, Double>> overlaps,
    long millis) {

  public Trial {
    names = List.copyOf(names);
    exchanges = List.copyOf(exchanges);
  }

  /** The exchanges of a user turn, from 1. */
  public List<Exchange> turn(int turn) {
    return exchanges.stream().filter(e -> e.turn() == turn).toList();
  }
}
