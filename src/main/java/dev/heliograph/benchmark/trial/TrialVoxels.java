package dev.heliograph.benchmark.trial;

import dev.heliograph.benchmark.Hashes;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.study.Artifact;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Image;
import dev.heliograph.study.StoredVoxels;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Images from the run's shared fixtures; label maps of this trial, in memory and gone with it. */
final class TrialVoxels implements Voxels {

  private final Voxels shared;
  private final StudyStore studies;
  private final Map<String, LabelMap> maps = new ConcurrentHashMap<>();

  TrialVoxels(Voxels shared, StudyStore studies) {
    this.shared = shared;
    this.studies = studies;
  }

  @Override
  public Volume volume(Image image) throws IOException {
    return shared.volume(image);
  }

  @Override
  public Picture picture(Image image) throws IOException {
    return shared.picture(image);
  }

  @Override
  public LabelMap labelMap(Artifact artifact) {
    LabelMap map = maps.get(artifact.id());
    if (map == null) {
      throw new IllegalArgumentException("artifact " + artifact.id() + " is no label map");
    }
    return map;
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom, String producer) {
    Artifact artifact =
        new Artifact(
            Ids.next(),
            Artifact.Kind.LABEL_MAP,
            madeFrom.id(),
            name,
            hash(labels),
            StoredVoxels.NIFTI,
            2L * labels.labels().length,
            labels.structures(),
            producer);
    maps.put(artifact.id(), labels);
    studies.save(artifact);
    return artifact;
  }

  /** Label maps by artifact id. */
  Map<String, LabelMap> maps() {
    return Map.copyOf(maps);
  }

  private static String hash(LabelMap labels) {
    MessageDigest digest = Hashes.sha256();
    short[] values = labels.labels();
    ByteBuffer block = ByteBuffer.allocate(1 << 16);
    for (int i = 0; i < values.length; ) {
      block.clear();
      for (; i < values.length && block.hasRemaining(); i++) {
        block.putShort(values[i]);
      }
      digest.update(block.array(), 0, block.position());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
