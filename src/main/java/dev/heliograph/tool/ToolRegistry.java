package dev.heliograph.tool;

import java.util.List;
import java.util.Optional;

/** The tools there are, by name and version. */
public interface ToolRegistry {

  /** The newest version of every tool that can run at present, sorted by name. */
  List<Tool> tools();

  /**
   * By {@code name} (newest version) or {@code name@version}, whether it can run at present or not.
   */
  Optional<Tool> find(String nameOrId);

  /**
   * What the tool's model card promises for a structure, as measured by our evaluator (Dice, 0 to
   * 1), or empty if it was not measured. A plan prefers the better one.
   *
   * @param modality DICOM code, or empty for any
   */
  Optional<Accuracy> accuracy(ToolManifest tool, String structure, String modality);

  /** Mean and spread of a metric on held-out data. */
  record Accuracy(String metric, double mean, double sd, int n, String data) {}
}
