package dev.heliograph.tool;

/**
 * Makes manifests of one runner kind runnable. Every implementation is a bean; the registry asks
 * the one whose kind the manifest names.
 */
public interface ToolMaker {

  /** The runner kind: {@code java}, {@code http} … */
  String kind();

  /**
   * Whether manifests of this kind may be registered over HTTP; otherwise only the operator's
   * folder may define them.
   */
  boolean remote();

  /**
   * @throws IllegalArgumentException if the runner section cannot be used, naming cause and fix
   */
  Tool make(ToolManifest manifest);
}
