package dev.heliograph.tool;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing wrong with a manifest, the arguments of a call or a result.
 *
 * @param path where, as {@code limits.timeout} or {@code examples[2]}; empty for the whole document
 * @param message the cause
 * @param fix what to do about it
 */
public record ToolProblem(String path, String message, String fix) {

  /** All problems in one sentence each: {@code path: message}. */
  public static String messages(List<ToolProblem> problems) {
    return problems.stream()
        .map(p -> p.path().isEmpty() ? p.message() : p.path() + ": " + p.message())
        .collect(Collectors.joining("; "));
  }

  /** What to do about all of them. */
  public static String fixes(List<ToolProblem> problems) {
    return problems.stream().map(ToolProblem::fix).distinct().collect(Collectors.joining("; "));
  }
}
