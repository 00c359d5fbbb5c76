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
 * The context of one call as its tool sees it: notes progress for the deadline, and once stopped
 * lets nothing through any more, so that an abandoned tool leaves no trace.
 */
final class CallWatch implements ToolContext {

  private final ToolContext context;
  private volatile boolean stopped;
  private volatile long lastSign = System.nanoTime();

  CallWatch(ToolContext context) {
    this.context = context;
  }

  void stop() {
    stopped = true;
  }

  /** {@link System#nanoTime()} of the last progress, or of the start. */
  long lastSign() {
    return lastSign;
  }

  @Override
  public void progress(double fraction, String message) {
    checkCancelled();
    lastSign = System.nanoTime();
    context.progress(Math.max(0, Math.min(1, fraction)), message);
  }

  @Override
  public boolean cancelled() {
    return stopped || context.cancelled();
  }

  @Override
  public List<Study> studies() {
    checkCancelled();
    return context.studies();
  }

  @Override
  public Image image(String id) {
    checkCancelled();
    return context.image(id);
  }

  @Override
  public Artifact artifact(String id) {
    checkCancelled();
    return context.artifact(id);
  }

  @Override
  public Volume volume(Image image) throws IOException {
    checkCancelled();
    return context.volume(image);
  }

  @Override
  public Picture picture(Image image) throws IOException {
    checkCancelled();
    return context.picture(image);
  }

  @Override
  public LabelMap labelMap(Artifact artifact) throws IOException {
    checkCancelled();
    return context.labelMap(artifact);
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom) throws IOException {
    checkCancelled();
    return context.save(labels, name, madeFrom);
  }
}
