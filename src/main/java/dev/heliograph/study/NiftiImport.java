package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.nifti.NiftiHeader;
import dev.heliograph.format.nifti.NiftiImage;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.format.nifti.NiftiType;
import dev.heliograph.format.nifti.NiftiWriter;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of a NIfTI file. The bytes are kept as they came unless readers could disagree
 * about their grid (micrometres, qform against sform, no orientation): then a plain copy is made
 * and the upload kept beside it, so that the viewer and the tools see the same place.
 */
final class NiftiImport {

  private NiftiImport() {}

  static Image image(ByteSource source, ImportSession session) throws IOException {
    NiftiImage read;
    try (InputStream in = source.open()) {
      read = NiftiReader.read(in, source.length(), Unit.ARBITRARY, session.limits);
    }
    NiftiHeader header = read.header();
    Geometry geometry = header.geometry();
    int longest = Math.max(geometry.nx(), Math.max(geometry.ny(), geometry.nz()));
    BlobStore.Blob blob;
    @Nullable String original = null;
    if (plain(header) || longest > Short.MAX_VALUE) {
      blob = read.gzipped() ? session.store(source) : session.store(out -> gzip(source, out));
    } else {
      blob = session.store(read.volume());
      original = session.store(source).sha256();
      geometry = NiftiWriter.storedGeometry(geometry);
    }
    String id = Ids.next();
    return new Image(
        id,
        session.study,
        id,
        Names.ofFile(source.name()),
        Image.Kind.VOLUME,
        session.modality(null, ModalityGuess.of(read.volume())),
        geometry,
        blob.sha256(),
        StoredVoxels.NIFTI,
        blob.bytes(),
        original,
        Map.of(),
        List.copyOf(read.warnings()));
  }

  private static boolean plain(NiftiHeader h) {
    // Viewers know no 64-bit integers.
    return h.plain() && h.type() != NiftiType.INT64 && h.type() != NiftiType.UINT64;
  }

  private static void gzip(ByteSource source, OutputStream out) throws IOException {
    try (InputStream in = source.open()) {
      GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
      in.transferTo(gzip);
      gzip.finish();
    }
  }
}
