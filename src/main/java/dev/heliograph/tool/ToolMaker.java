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

  /** Who defined a tool: the operator's folder is trusted, what came over the network is not. */
  enum Origin {
    OPERATOR,
    NETWORK
  }

  /**
   * @throws IllegalArgumentException if the runner section cannot be used, naming cause and fix
   */
  Tool make(ToolManifest manifest, Origin origin);

  /** A tool of the operator's folder. */
  default Tool make(ToolManifest manifest) {
    return make(manifest, Origin.OPERATOR);
  }
}
