package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Case;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.tool.ToolRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tools as one trial sees them: those allowed, oracles for segmenters, faults. */
final class TrialTools implements ToolRegistry {

  private final ToolRegistry base;
  private final Map<String, Tool> tools = new TreeMap<>();

  /**
   * @param oracle whether segmenters are replaced by the fixtures' reference labels
   */
  TrialTools(ToolRegistry base, Case theCase, boolean oracle, FixtureStore fixtures) {
    this.base = base;
    List<Tool> allowed =
        theCase.tools().allow().isEmpty()
            ? base.tools()
            : theCase.tools().allow().stream().flatMap(n -> base.find(n).stream()).toList();
    for (Tool t : allowed) {
      Tool tool =
          oracle && OracleTool.fits(t.manifest()) ? new OracleTool(t.manifest(), fixtures) : t;
      String name = t.manifest().name();
      List<Case.Fault> faults =
          theCase.faults().stream().filter(f -> f.tool().equals(name)).toList();
      tools.put(name, faults.isEmpty() ? tool : new FaultyTool(tool, faults));
    }
  }

  @Override
  public List<Tool> tools() {
    return tools.values().stream().filter(t -> t.unavailable() == null).toList();
  }

  @Override
  public Optional<Tool> find(String nameOrId) {
    return Optional.ofNullable(tools.get(nameOrId.replaceFirst("@.*", "")))
        .filter(t -> !nameOrId.contains("@") || t.manifest().id().equals(nameOrId));
  }

  @Override
  public Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality) {
    return base.accuracy(tool, structure, modality);
  }
}
