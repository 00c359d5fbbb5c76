package dev.heliograph.tool;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.Study;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.List;

/**
 * What a running call may touch: the studies of its conversation and nothing else. Ids that are not
 * of this conversation are refused as if they did not exist.
 */
public interface ToolContext {

  /** Thrown out of a tool that was asked to stop. */
  final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
      super("cancelled", null, false, false);
    }
  }

  /** Thrown when an id names nothing in this conversation. */
  final class UnknownIdException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnknownIdException(String message) {
      super(message);
    }
  }

  /**
   * Reports progress: a fraction from 0 to 1 and a few words. Cheap; call it often. Extends the
   * call's idle deadline.
   */
  void progress(double fraction, String message);

  /** Whether the user, the deadline or the shutdown asked this call to stop. */
  boolean cancelled();

  /**
   * Throws {@link CancelledException} if the call should stop; call it in every long loop, at least
   * ten times a second.
   */
  default void checkCancelled() {
    if (cancelled()) {
      throw new CancelledException();
    }
  }

  List<Study> studies();

  Image image(String id);

  Artifact artifact(String id);

  Volume volume(Image image) throws IOException;

  /**
   * The pixels of a picture, in colour.
   *
   * @throws IllegalArgumentException if the image is a volume
   */
  Picture picture(Image image) throws IOException;

  LabelMap labelMap(Artifact artifact) throws IOException;

  /** Keeps a label map as an artifact of this run. */
  Artifact save(LabelMap labels, String name, Image madeFrom) throws IOException;
}
