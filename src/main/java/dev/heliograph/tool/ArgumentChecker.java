package dev.heliograph.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Checks arguments of a call, all references resolved, against a tool's manifest. */
public final class ArgumentChecker {

  private ArgumentChecker() {}

  /** Everything wrong with the arguments; empty if the tool can be called with them. */
  public static List<ToolProblem> problems(ToolManifest manifest, ObjectNode arguments) {
    List<ToolProblem> problems =
        new ArrayList<>(ToolSchema.of(manifest.input()).validate(arguments));
    for (ToolProblem p : ValueCheck.types(manifest.inputs(), arguments, "argument")) {
      // The schema may have said of the same value what its type says again.
      if (problems.stream().noneMatch(q -> q.path().equals(p.path()))) {
        problems.add(p);
      }
    }
    return problems;
  }
}
