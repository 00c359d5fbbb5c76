package dev.heliograph.study;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.format.picture.PictureReader;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Voxels from the blobs of a {@link BlobStore}, with those used last kept in memory. Safe for use
 * by several threads; a blob that several want at once is read once.
 */
public final class StoredVoxels implements Voxels {

  /** Media type of a gzipped NIfTI blob. */
  public static final String NIFTI = "application/x-nifti";

  private final BlobStore blobs;
  private final StudyStore studies;
  private final ReadLimits limits = ReadLimits.standard();
  private final VoxelCache cache;

  /**
   * @param cacheBytes how many bytes of voxels to keep in memory; the garbage collector may take
   *     them earlier
   */
  public StoredVoxels(BlobStore blobs, StudyStore studies, long cacheBytes) {
    this.blobs = blobs;
    this.studies = studies;
    this.cache = new VoxelCache(cacheBytes);
  }

  /** Keeps up to a quarter of this process's heap. */
  public StoredVoxels(BlobStore blobs, StudyStore studies) {
    this(blobs, studies, Runtime.getRuntime().maxMemory() / 4);
  }

  /** Lets go of the voxels kept in memory; they are read again when needed. */
  public void release() {
    cache.clear();
  }

  @Override
  public Volume volume(Image image) throws IOException {
    Unit unit =
        image.modality().value() == Modality.CT && image.kind() == Image.Kind.VOLUME
            ? Unit.HOUNSFIELD
            : Unit.ARBITRARY;
    // The unit is part of the key: a modality may be set after the first look at the image.
    return cache.get(
        unit + ":" + image.blob(),
        Volume.class,
        v -> 4L * v.values().length,
        () -> read(image, unit));
  }

  private Volume read(Image image, Unit unit) throws IOException {
    try (InputStream in = blobs.open(image.blob())) {
      if (image.kind() == Image.Kind.PICTURE) {
        // A picture's own bytes do not say how large its pixels are; the image may.
        Volume luminance = PictureReader.read(in, image.bytes(), limits).luminance();
        return new Volume(image.geometry(), luminance.values(), unit);
      }
      return NiftiReader.read(in, image.bytes(), unit, limits).volume();
    }
  }

  @Override
  public Picture picture(Image image) throws IOException {
    if (image.kind() != Image.Kind.PICTURE) {
      throw new IllegalArgumentException("image " + image.id() + " is a volume, not a picture");
    }
    return cache.get(
        "rgb:" + image.blob(),
        Picture.class,
        p -> 8L * p.rgb().length,
        () -> {
          try (InputStream in = blobs.open(image.blob())) {
            return PictureReader.read(in, image.bytes(), limits);
          }
        });
  }

  @Override
  public LabelMap labelMap(Artifact artifact) throws IOException {
    if (artifact.kind() != Artifact.Kind.LABEL_MAP) {
      throw new IllegalArgumentException(
          "artifact " + artifact.id() + " is a " + artifact.kind() + ", not a label map");
    }
    return cache.get(
        artifact.id(),
        LabelMap.class,
        m -> 2L * m.labels().length,
        () -> {
          try (InputStream in = blobs.open(artifact.blob())) {
            return NiftiReader.readLabels(in, artifact.bytes(), artifact.structures(), limits);
          }
        });
  }

  @Override
  public Artifact save(LabelMap labels, String name, Image madeFrom, String producer)
      throws IOException {
    Path file = Files.createTempFile("heliograph", ".nii.gz");
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        NiftiWriter.writeLabels(labels, out);
      }
      BlobStore.Blob blob;
      try (InputStream in = Files.newInputStream(file)) {
        blob = blobs.put(in);
      }
      Artifact artifact =
          new Artifact(
              Ids.next(),
              Artifact.Kind.LABEL_MAP,
              madeFrom.id(),
              name,
              blob.sha256(),
              NIFTI,
              blob.bytes(),
              labels.structures(),
              producer);
      studies.save(artifact);
      return artifact;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
