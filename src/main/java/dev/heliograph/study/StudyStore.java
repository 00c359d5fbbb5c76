package dev.heliograph.study;

import java.util.List;
import java.util.Optional;

/** Where studies and artifacts are kept. Port; {@code store} implements it. */
public interface StudyStore {

  void save(Study study);

  Optional<Study> study(String id);

  /** All studies, newest first. */
  List<Study> studies();

  Optional<Image> image(String id);

  /** Records what a person or the modality tool said an image is. */
  void setModality(String image, ImageModality modality);

  /**
   * Deletes a study with its images, artifacts and blobs that nothing else refers to; false if
   * there was none.
   */
  boolean deleteStudy(String id);

  void save(Artifact artifact);

  Optional<Artifact> artifact(String id);
}
