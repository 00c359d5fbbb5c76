package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Case;
import dev.heliograph.benchmark.Fixture;
import dev.heliograph.benchmark.Fixtures;
import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Resample;
import dev.heliograph.study.Image;
import dev.heliograph.study.ImportException;
import dev.heliograph.study.Modality;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyImporter;
import dev.heliograph.study.Upload;
import dev.heliograph.study.Voxels;
import dev.heliograph.volume.LabelMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fixtures of one benchmark run, each imported once, with their reference labels. */
public final class FixtureStore implements AutoCloseable {

  /** Two grids within this distance are one. */
  private static final double SAME_GRID_MM = 0.01;

  private final Fixtures fixtures;
  private final ScratchBlobs blobs;
  private final TrialStudies studies = new TrialStudies();
  private final Voxels voxels;
  private final Map<String, Study> imported = new HashMap<>();
  private final Map<String, Fixture> byImage = new HashMap<>();
  private final Map<String, LabelMap> references = new HashMap<>();
  private final Map<String, LabelMap> restricted = new HashMap<>();

  public FixtureStore(Fixtures fixtures) throws IOException {
    this.fixtures = fixtures;
    this.blobs = new ScratchBlobs();
    this.voxels = new StoredVoxels(blobs, studies);
  }

  Voxels voxels() {
    return voxels;
  }

  /** The study of a fixture; imported when it is first asked for. */
  synchronized Study study(Case.StudyUse use) throws IOException {
    String key = use.fixture() + " " + use.modality();
    Study study = imported.get(key);
    if (study == null) {
      Fixture fixture =
          fixtures
              .find(use.fixture())
              .orElseThrow(() -> new IOException("there is no fixture '" + use.fixture() + "'"));
      study = load(fixture, use.modality() == null ? fixture.modality() : use.modality());
      imported.put(key, study);
      study.images().forEach(i -> byImage.put(i.id(), fixture));
    }
    return study;
  }

  private Study load(Fixture fixture, @Nullable Modality modality) throws IOException {
    List<Upload> files = new ArrayList<>();
    for (Path file : fixture.files()) {
      files.add(Upload.of(file.getFileName() + "", file));
    }
    try {
      return new StudyImporter(blobs, studies)
          .importFiles(files, modality, fixture.title(), "benchmark");
    } catch (ImportException e) {
      throw new IOException(
          "fixture '" + fixture.name() + "' is not readable: " + e.getMessage(), e);
    }
  }

  /** The reference labels on the image's own grid (nearest voxel where the grids differ). */
  synchronized Optional<LabelMap> reference(Image image) throws IOException {
    Fixture fixture = byImage.get(image.id());
    if (fixture == null || fixture.reference().isEmpty()) {
      return Optional.empty();
    }
    LabelMap known = references.get(image.id());
    if (known == null) {
      Fixture.Reference reference = fixture.reference().get();
      try (InputStream in = Files.newInputStream(reference.file())) {
        known =
            NiftiReader.readLabels(
                in, Files.size(reference.file()), reference.structures(), ReadLimits.standard());
      }
      if (!known.geometry().sameGrid(image.geometry(), SAME_GRID_MM)) {
        known = Resample.nearestToGrid(known, image.geometry(), Checkpoint.NONE);
      }
      references.put(image.id(), known);
    }
    return Optional.of(known);
  }

  /** Those structures of the reference that a tool provides. */
  synchronized Optional<LabelMap> reference(Image image, List<String> provides) throws IOException {
    Optional<LabelMap> all = reference(image);
    if (all.isEmpty()) {
      return all;
    }
    return Optional.of(
        restricted.computeIfAbsent(
            image.id() + " " + provides, k -> restrict(all.get(), provides)));
  }

  private static LabelMap restrict(LabelMap all, List<String> provides) {
    SortedMap<Integer, String> kept = new TreeMap<>();
    all.structures()
        .forEach(
            (label, name) -> {
              if (provides.contains(name)) {
                kept.put(label, name);
              }
            });
    boolean[] keep = new boolean[1 << 16];
    kept.keySet().forEach(l -> keep[l] = true);
    short[] labels = all.labels().clone();
    for (int i = 0; i < labels.length; i++) {
      if (!keep[labels[i] & 0xffff]) {
        labels[i] = 0;
      }
    }
    return new LabelMap(all.geometry(), labels, kept);
  }

  @Override
  public void close() throws IOException {
    blobs.close();
  }
}
