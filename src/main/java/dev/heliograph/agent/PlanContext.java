package dev.heliograph.agent;

import dev.heliograph.study.Image;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan may use and refer to.
 *
 * @param studies the conversation's studies with their names
 * @param tools the tools this run pinned
 * @param done what has run in this conversation, oldest first
 * @param callsLeft tool calls left in this turn
 */
record PlanContext(
    List<PlannerState.NamedStudy> studies,
    List<ToolManifest> tools,
    List<PlannerState.Outcome> done,
    int callsLeft) {

  private static final Pattern IMAGE = Pattern.compile("image([1-9][0-9]{0,3})");

  /** By {@code name} or {@code name@version}. */
  Optional<ToolManifest> tool(String name) {
    return tools.stream().filter(t -> t.name().equals(name) || t.id().equals(name)).findFirst();
  }

  Optional<PlannerState.NamedStudy> study(String name) {
    return studies.stream().filter(s -> s.as().equals(name)).findFirst();
  }

  /** The latest outcome of a step, or empty if it never came to run. */
  Optional<PlannerState.Outcome> outcome(String step) {
    return done.stream().filter(o -> o.step().id().equals(step)).reduce((a, b) -> b);
  }

  /** What a finished step gave, or empty if it gave nothing. */
  Optional<ToolResult.Payload> payload(String step) {
    return done.stream()
        .filter(o -> o.step().id().equals(step))
        .flatMap(o -> payload(o).stream())
        .reduce((a, b) -> b);
  }

  static Optional<ToolResult.Payload> payload(PlannerState.Outcome outcome) {
    ToolResult result = outcome.result();
    return result == null
        ? Optional.empty()
        : result.<Optional<ToolResult.Payload>>fold(
            c -> Optional.of(c.payload()),
            i -> Optional.of(i.payload()),
            r -> Optional.empty(),
            f -> Optional.empty(),
            c -> Optional.empty());
  }

  /** Image {@code image2} of a study, counted from 1. */
  static Optional<Image> image(PlannerState.NamedStudy study, String field) {
    Matcher m = IMAGE.matcher(field);
    if (!m.matches()) {
      return Optional.empty();
    }
    int n = Integer.parseInt(m.group(1));
    List<Image> images = study.study().images();
    return n <= images.size() ? Optional.of(images.get(n - 1)) : Optional.empty();
  }

  Optional<Image> imageById(String id) {
    return studies.stream()
        .flatMap(s -> s.study().images().stream())
        .filter(i -> i.id().equals(id))
        .findFirst();
  }
}
