package dev.heliograph.agent;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.Study;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The context of one call in a run: the conversation's studies and the artifacts of its runs,
 * nothing else. Progress is only noted here; the loop writes it to the log, so that a tool's thread
 * (which may be interrupted) never does.
 */
public final class RunToolContext implements ToolContext {

  /** The latest progress report. */
  record Progress(double fraction, String message) {}

  private final List<Study> studies;
  private final Map<String, Artifact> artifacts;
  private final Voxels voxels;
  private final String producer;
  private final BooleanSupplier stopped;
  private final AtomicReference<@Nullable Progress> progress = new AtomicReference<>();

  /**
   * @param studies the studies the call may see
   * @param artifacts by id; a concurrent map that all calls of the conversation share
   * @param producer {@code name@version} of the tool
   */
  public RunToolContext(
      List<Study> studies,
      Map<String, Artifact> artifacts,
      Voxels voxels,
      String producer,
      BooleanSupplier stopped) {
    this.studies = List.copyOf(studies);
    this.artifacts = artifacts;
    this.voxels = voxels;
    this.producer = producer;
    this.stopped = stopped;
  }

  /** The progress since the last call of this, or null. */
  @Nullable Progress takeProgress() {
    return progress.getAndSet(null);
  }

  @Override
  public void progress(double fraction, String message) {
    progress.set(new Progress(Math.max(0, Math.min(1, fraction)), message));
  }

  @Override
  public boolean cancelled() {
    return stopped.getAsBoolean();
  }

  @Override
  public List<Study> studies() {
    return studies;
  }

  @Override
  public Image image(String id) {
    return studies.stream()
        .flatMap(s -> s.images().stream())
        .filter(i -> i.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownIdException("there is no image '" + id + "' here"));
  }

  @Override
  public Artifact artifact(String id) {
    Artifact artifact = artifacts.get(id);
    if (artifact == null) {
      throw new UnknownIdException("there is no artifact '" + id + "' here");
    }
    return artifact;
  }

  @Override
  public Volume volume(Image image) throws IOException {
    return voxels.volume(image(image.id()));
  }

  @Override
  public Picture picture(Image image) throws IOException {
    return voxels.picture(image(image.id()));
  }

  @Override
  public LabelMap labelMap(Artifact artifact) throws IOException {
    return voxels.labelMap(artifact(artifact.id()));
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom) throws IOException {
    Artifact saved = voxels.save(labels, name, image(madeFrom.id()), producer);
    artifacts.put(saved.id(), saved);
    return saved;
  }
}
