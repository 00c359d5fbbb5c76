package dev.heliograph.web;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ToolContext;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For a call outside of a conversation: it may touch everything that is stored. */
public final class StoreToolContext implements ToolContext {

  /** Hears of a call's progress. */
  public interface Progress {
    void report(double fraction, String message);
  }

  private final StudyStore studies;
  private final Voxels voxels;
  private final String producer;
  private final BooleanSupplier cancelled;
  private final Progress progress;

  /**
   * @param producer {@code name@version} of the tool that is called
   */
  public StoreToolContext(
      StudyStore studies,
      Voxels voxels,
      String producer,
      BooleanSupplier cancelled,
      Progress progress) {
    this.studies = studies;
    this.voxels = voxels;
    this.producer = producer;
    this.cancelled = cancelled;
    this.progress = progress;
  }

  @Override
  public void progress(double fraction, String message) {
    progress.report(fraction, message);
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public List<Study> studies() {
    return studies.studies();
  }

  @Override
  public Image image(String id) {
    return studies.image(id).orElseThrow(() -> new UnknownIdException("there is no image " + id));
  }

  @Override
  public Artifact artifact(String id) {
    return studies
        .artifact(id)
        .orElseThrow(() -> new UnknownIdException("there is no artifact " + id));
  }

  @Override
  public Volume volume(Image image) throws IOException {
    return voxels.volume(image);
  }

  @Override
  public Picture picture(Image image) throws IOException {
    return voxels.picture(image);
  }

  @Override
  public LabelMap labelMap(Artifact artifact) throws IOException {
    return voxels.labelMap(artifact);
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom) throws IOException {
    return voxels.save(labels, name, madeFrom, producer);
  }
}
