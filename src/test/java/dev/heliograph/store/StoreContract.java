package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.heliograph.agent.RunEvent;
import dev.heliograph.agent.RunStore.Conversation;
import dev.heliograph.agent.RunStore.Run;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.volume.Geometry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must keep. Subclasses give the database. */
abstract class StoreContract {

  @TempDir Path folder;
  FileBlobs blobs;
  SqlStudies studies;
  SqlRuns runs;

  abstract DataSource source();

  @BeforeEach
  void open() throws IOException {
    Flyway.configure().dataSource(source()).locations("db/migration").load().migrate();
    Database database = new Database(source());
    blobs = new FileBlobs(folder.resolve("blobs"), BlobReferences.in(database));
    studies = new SqlStudies(database, blobs);
    runs = new SqlRuns(database);
  }

  String blob(String text) throws IOException {
    return blobs.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).sha256();
  }

  Study study(String name, String blob) {
    String id = Ids.next();
    Image image =
        new Image(
            Ids.next(),
            id,
            "1.2.840.1",
            "Überblick \"axial\"",
            Image.Kind.VOLUME,
            new ImageModality(Modality.CT, ImageModality.Source.DICOM),
            Geometry.axisAligned(3, 4, 5, 0.7, 0.7, 2.5),
            blob,
            "application/x-nifti",
            17,
            null,
            Map.of("BodyPartExamined", "ABDOMEN"),
            List.of("one slice is missing"));
    Instant now = Instant.parse("2026-11-24T12:00:00.123456Z");
    return new Study(id, name, now, "upload", List.of(image), List.of());
  }

  Artifact mask(Study study, String blob) {
    return new Artifact(
        Ids.next(),
        Artifact.Kind.LABEL_MAP,
        study.images().get(0).id(),
        "organs",
        blob,
        "application/x-nifti",
        9,
        new TreeMap<>(Map.of(1, "liver", 2, "spleen")),
        "segment_abdomen@1.0.0");
  }

  @Test
  void aStudyComesBackAsItWasSaved() throws IOException {
    Study saved = study("CT of today", blob("voxels"));
    studies.save(saved);
    Study read = studies.study(saved.id()).orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(saved);
    assertThat(studies.image(saved.images().get(0).id()).orElseThrow())
        .usingRecursiveComparison()
        .isEqualTo(saved.images().get(0));
    Artifact mask = mask(saved, blob("mask"));
    studies.save(mask);
    assertThat(studies.artifact(mask.id())).contains(mask);
  }

  @Test
  void modalityCanBeSetLater() throws IOException {
    Study saved = study("s", blob("x"));
    studies.save(saved);
    String image = saved.images().get(0).id();
    ImageModality said = new ImageModality(Modality.MR, ImageModality.Source.USER);
    studies.setModality(image, said);
    assertThat(studies.image(image).orElseThrow().modality()).isEqualTo(said);
  }

  @Test
  void equalBytesOfTwoStudiesGoWithTheLastOfThem() throws IOException {
    Study a = study("a", blob("same"));
    Study b = study("b", blob("same"));
    studies.save(a);
    studies.save(b);
    String hash = a.images().get(0).blob();
    Artifact mask = mask(a, blob("mask of a"));
    studies.save(mask);

    assertThat(studies.deleteStudy(a.id())).isTrue();
    assertThat(studies.artifact(mask.id())).isEmpty();
    assertThatThrownBy(() -> blobs.open(mask.blob())).isInstanceOf(NoSuchFileException.class);
    assertThat(blobs.open(hash).readAllBytes()).asString().isEqualTo("same");

    assertThat(studies.deleteStudy(b.id())).isTrue();
    assertThatThrownBy(() -> blobs.open(hash)).isInstanceOf(NoSuchFileException.class);
    assertThat(studies.deleteStudy(b.id())).isFalse();
  }

  @Test
  void bytesThatAreAboutToBeRecordedSurviveTheDeletionOfTheirTwin() throws IOException {
    Study a = study("a", blob("same"));
    studies.save(a);
    Study b = study("b", blob("same"));
    studies.deleteStudy(a.id());
    studies.save(b);
    assertThat(blobs.open(b.images().get(0).blob()).readAllBytes()).asString().isEqualTo("same");
  }

  @Test
  void studiesAreListedNewestFirst() throws IOException {
    Study older = study("older", blob("1"));
    Study newer = study("newer", blob("2"));
    studies.save(older);
    studies.save(newer);
    assertThat(studies.studies().stream().map(Study::id).limit(2))
        .containsExactly(newer.id(), older.id());
  }

  private Conversation conversation() {
    Conversation c =
        new Conversation(Ids.next(), Instant.EPOCH, "default", List.of("A"), List.of("ct"));
    runs.save(c);
    return c;
  }

  private Run run(Conversation c) {
    return new Run(Ids.next(), c.id(), "How big is the liver?", Instant.EPOCH, null);
  }

  private static RunEvent event(Run run, long seq, RunEvent.Type type) {
    return new RunEvent(
        run.id(),
        seq,
        type,
        Instant.parse("2026-11-24T12:00:00.000001Z"),
        JsonNodeFactory.instance.objectNode().put("by", "user \u0000 ✓"));
  }

  @Test
  void onlyOneRunOfAConversationIsUnfinished() {
    Conversation c = conversation();
    Run first = run(c);
    assertThat(runs.begin(first)).isTrue();
    assertThat(runs.begin(run(c))).isFalse();
    assertThat(runs.unfinished()).contains(first);
    runs.append(event(first, 1, RunEvent.Type.CANCELLED));
    assertThat(runs.unfinished()).doesNotContain(first);
    assertThat(runs.run(first.id()).orElseThrow().endedWith()).isEqualTo(RunEvent.Type.CANCELLED);
    assertThat(runs.begin(run(c))).isTrue();
    assertThat(runs.runs(c.id())).hasSize(2);
  }

  @Test
  void ofManyWhoBeginAtOnceOneSucceeds() throws Exception {
    Conversation c = conversation();
    assertThat(succeed(6, () -> runs.begin(run(c)))).isEqualTo(1);
    assertThat(runs.runs(c.id())).hasSize(1);
  }

  @Test
  void anEventMustBeTheNextOne() {
    Run run = run(conversation());
    runs.begin(run);
    RunEvent first = event(run, 1, RunEvent.Type.RUN_STARTED);
    RunEvent second = event(run, 2, RunEvent.Type.REFUSED);
    runs.append(first);
    assertThatThrownBy(() -> runs.append(first)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> runs.append(event(run, 3, RunEvent.Type.QUEUED)))
        .isInstanceOf(IllegalStateException.class);
    runs.append(second);
    assertThatThrownBy(() -> runs.append(event(run, 3, RunEvent.Type.QUEUED)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.events(run.id(), 0)).containsExactly(first, second);
    assertThat(runs.events(run.id(), 1)).containsExactly(second);
  }

  @Test
  void ofManyWhoAppendTheSameNumberOneSucceeds() throws Exception {
    Run run = run(conversation());
    runs.begin(run);
    Callable<Boolean> append =
        () -> {
          try {
            runs.append(event(run, 1, RunEvent.Type.QUEUED));
            return true;
          } catch (IllegalStateException e) {
            return false;
          }
        };
    assertThat(succeed(6, append)).isEqualTo(1);
    assertThat(runs.events(run.id(), 0)).hasSize(1);
  }

  private static long succeed(int threads, Callable<Boolean> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long successes = 0;
      for (Future<Boolean> f : pool.invokeAll(java.util.Collections.nCopies(threads, work))) {
        successes += f.get() ? 1 : 0;
      }
      return successes;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aDeletedConversationTakesItsRunsAndEventsAlong() {
    Conversation c = conversation();
    Run run = run(c);
    runs.begin(run);
    runs.append(event(run, 1, RunEvent.Type.RUN_STARTED));
    assertThat(runs.conversations()).contains(c);
    assertThat(runs.deleteConversation(c.id())).isTrue();
    assertThat(runs.deleteConversation(c.id())).isFalse();
    assertThat(runs.run(run.id())).isEmpty();
    assertThat(runs.events(run.id(), 0)).isEmpty();
  }
}
