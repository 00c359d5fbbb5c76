package dev.heliograph.web;

import dev.heliograph.study.ImportException;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.Upload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Imports studies, as many at a time as the memory allows. */
@ApplicationScoped
public class Imports {

  private final StudyImporter importer;
  private final Semaphore turns;
  private final Duration patience;

  Imports(StudyImporter importer, UploadConfig config) {
    this.importer = importer;
    int byMemory = (int) Math.max(1, Math.min(8, Runtime.getRuntime().maxMemory() >> 30));
    this.turns = new Semaphore(config.concurrent().orElse(byMemory), true);
    this.patience = config.patience();
  }

  /**
   * @throws ImportException if the files make no study
   * @throws ProblemException 503 if there was no turn in time
   */
  public Study importFiles(
      List<Upload> files, @Nullable Modality modality, @Nullable String name, String origin)
      throws ImportException, IOException {
    boolean turn;
    try {
      turn = turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      turn = false;
    }
    if (!turn) {
      throw new ProblemException(
          503,
          "other uploads have kept the service busy for " + patience.toSeconds() + " s",
          "try again in a minute");
    }
    try {
      return importer.importFiles(files, modality, name, origin);
    } finally {
      turns.release();
    }
  }
}
