package dev.heliograph.imaging;

/**
 * Called often by long loops, at least once a slice; throws to stop the work. Algorithms let the
 * exception through and leave nothing half done behind, since they only write to arrays of their
 * own.
 */
@FunctionalInterface
public interface Checkpoint {

  /** Never stops anything. */
  Checkpoint NONE = () -> {};

  void check();
}
