package dev.heliograph.benchmark.trial;

import dev.heliograph.study.Artifact;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Studies, and the artifacts made from them, in memory. One for each trial, over shared studies.
 */
final class TrialStudies implements StudyStore {

  private final Map<String, Study> studies = new ConcurrentHashMap<>();
  private final Map<String, Artifact> artifacts = new ConcurrentHashMap<>();

  @Override
  public void save(Study study) {
    studies.put(study.id(), study);
  }

  @Override
  public Optional<Study> study(String id) {
    return Optional.ofNullable(studies.get(id));
  }

  @Override
  public List<Study> studies() {
    return List.copyOf(studies.values());
  }

  @Override
  public Optional<Image> image(String id) {
    return studies.values().stream()
        .flatMap(s -> s.images().stream())
        .filter(i -> i.id().equals(id))
        .findFirst();
  }

  @Override
  public void setModality(String image, ImageModality modality) {
    throw new UnsupportedOperationException("a benchmark's studies do not change");
  }

  @Override
  public boolean deleteStudy(String id) {
    return studies.remove(id) != null;
  }

  @Override
  public void save(Artifact artifact) {
    artifacts.put(artifact.id(), artifact);
  }

  @Override
  public Optional<Artifact> artifact(String id) {
    return Optional.ofNullable(artifacts.get(id));
  }
}
