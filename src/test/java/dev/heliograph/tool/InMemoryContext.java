package dev.heliograph.tool;

import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A conversation in memory, for testing tools: one study, its images, its label maps. */
public class InMemoryContext implements ToolContext {

  private static final String NO_BLOB = "0".repeat(64);

  private final Map<String, Volume> volumes = new HashMap<>();
  private final Map<String, Picture> pictures = new HashMap<>();
  private final Map<String, LabelMap> maps = new HashMap<>();
  private final Map<String, Artifact> artifacts = new HashMap<>();
  private final List<Image> images = new ArrayList<>();
  public final List<String> progress = new ArrayList<>();
  public volatile boolean cancelled;

  /** Adds an image; CT for Hounsfield units, else MR. Returns its id. */
  public String add(Volume volume) {
    return add(volume, volume.unit() == Unit.HOUNSFIELD ? Modality.CT : Modality.MR, Map.of());
  }

  /** Adds an image of a modality with the attributes that its files had. Returns its id. */
  public String add(Volume volume, Modality modality, Map<String, String> attributes) {
    String id = Ids.next();
    images.add(
        new Image(
            id,
            "study",
            id,
            "image " + images.size(),
            Image.Kind.VOLUME,
            new ImageModality(modality, ImageModality.Source.USER),
            volume.geometry(),
            NO_BLOB,
            "application/x-nifti",
            0,
            null,
            attributes,
            List.of()));
    volumes.put(id, volume);
    return id;
  }

  /** Adds a picture whose modality nobody said. Returns its id. */
  public String add(Picture picture) {
    return add(picture, Modality.UNKNOWN);
  }

  /** Adds a picture of a modality. Returns its id. */
  public String add(Picture picture, Modality modality) {
    String id = Ids.next();
    images.add(
        new Image(
            id,
            "study",
            id,
            "picture " + images.size(),
            Image.Kind.PICTURE,
            new ImageModality(modality, ImageModality.Source.USER),
            picture.geometry(),
            NO_BLOB,
            picture.mediaType(),
            0,
            null,
            Map.of(),
            List.of()));
    pictures.put(id, picture);
    volumes.put(id, picture.luminance());
    return id;
  }

  /** Adds a label map made from an image. Returns its id. */
  public String add(LabelMap labels, String image) {
    Artifact artifact =
        new Artifact(
            Ids.next(),
            Artifact.Kind.LABEL_MAP,
            image,
            "mask",
            NO_BLOB,
            "application/x-nifti",
            0,
            labels.structures(),
            "phantom@1.0.0");
    artifacts.put(artifact.id(), artifact);
    maps.put(artifact.id(), labels);
    return artifact.id();
  }

  public void add(Artifact artifact) {
    artifacts.put(artifact.id(), artifact);
  }

  @Override
  public void progress(double fraction, String message) {
    progress.add(message);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public List<Study> studies() {
    return List.of(
        new Study("study", "phantom", Instant.EPOCH, "test", List.copyOf(images), List.of()));
  }

  @Override
  public Image image(String id) {
    return images.stream()
        .filter(i -> i.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UnknownIdException("there is no image " + id));
  }

  @Override
  public Artifact artifact(String id) {
    Artifact artifact = artifacts.get(id);
    if (artifact == null) {
      throw new UnknownIdException("there is no artifact " + id);
    }
    return artifact;
  }

  @Override
  public Volume volume(Image image) {
    return Objects.requireNonNull(volumes.get(image.id()));
  }

  @Override
  public Picture picture(Image image) {
    return Objects.requireNonNull(pictures.get(image.id()));
  }

  @Override
  public LabelMap labelMap(Artifact artifact) {
    return Objects.requireNonNull(maps.get(artifact.id()));
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom) {
    return artifact(add(labels, madeFrom.id()));
  }
}
