package dev.heliograph.inference;

import dev.heliograph.imaging.Checkpoint;

/** Hears of progress and may stop the work; {@link #check} is called from a second thread too. */
public interface Monitor extends Checkpoint {

  /** Fraction done, 0 to 1, and a few words. */
  void progress(double fraction, String message);
}
