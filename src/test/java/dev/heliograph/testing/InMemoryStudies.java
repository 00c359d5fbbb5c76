package dev.heliograph.testing;

import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Studies and artifacts in memory, with the blobs they refer to, for tests. */
public final class InMemoryStudies implements StudyStore {

  private final Map<String, Study> studies = new LinkedHashMap<>();
  private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
  private final InMemoryBlobs blobs = new InMemoryBlobs(this::references);

  /** The blobs whose references are what these studies and artifacts hold. */
  public InMemoryBlobs blobs() {
    return blobs;
  }

  @Override
  public synchronized void save(Study study) {
    studies.put(study.id(), study);
  }

  @Override
  public synchronized Optional<Study> study(String id) {
    return Optional.ofNullable(studies.get(id));
  }

  @Override
  public synchronized List<Study> studies() {
    return studies.values().stream()
        .sorted(Comparator.comparing(Study::createdAt).thenComparing(Study::id).reversed())
        .toList();
  }

  @Override
  public synchronized Optional<Image> image(String id) {
    return studies.values().stream()
        .flatMap(s -> s.images().stream())
        .filter(i -> i.id().equals(id))
        .findFirst();
  }

  @Override
  public synchronized void setModality(String image, ImageModality modality) {
    for (Study s : List.copyOf(studies.values())) {
      List<Image> changed =
          s.images().stream().map(i -> i.id().equals(image) ? with(i, modality) : i).toList();
      studies.put(
          s.id(), new Study(s.id(), s.name(), s.createdAt(), s.origin(), changed, s.warnings()));
    }
  }

  @Override
  public synchronized boolean deleteStudy(String id) {
    Study gone = studies.remove(id);
    if (gone == null) {
      return false;
    }
    Set<String> loose = new HashSet<>();
    for (Image image : gone.images()) {
      loose.add(image.blob());
      if (image.source() != null) {
        loose.add(image.source());
      }
      List<Artifact> made =
          artifacts.values().stream().filter(a -> Objects.equals(a.image(), image.id())).toList();
      for (Artifact a : made) {
        artifacts.remove(a.id());
        loose.add(a.blob());
      }
    }
    loose.forEach(blobs::deleteIfUnreferenced);
    return true;
  }

  @Override
  public synchronized void save(Artifact artifact) {
    artifacts.put(artifact.id(), artifact);
  }

  @Override
  public synchronized Optional<Artifact> artifact(String id) {
    return Optional.ofNullable(artifacts.get(id));
  }

  private synchronized Set<String> references() {
    Set<String> used = new HashSet<>();
    artifacts.values().forEach(a -> used.add(a.blob()));
    for (Study s : studies.values()) {
      for (Image i : s.images()) {
        used.add(i.blob());
        if (i.source() != null) {
          used.add(i.source());
        }
      }
    }
    return used;
  }

  private static Image with(Image i, ImageModality modality) {
    return new Image(
        i.id(),
        i.study(),
        i.series(),
        i.name(),
        i.kind(),
        modality,
        i.geometry(),
        i.blob(),
        i.mediaType(),
        i.bytes(),
        i.source(),
        i.attributes(),
        i.warnings());
  }
}
