package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.format.picture.PictureHeader;
import dev.heliograph.format.picture.PictureReader;
import dev.heliograph.format.picture.PictureWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * Makes an image of a picture file. The bytes are kept as they came unless readers could disagree
 * about them (TIFF, turned by a tag): then a plain PNG is made and the upload kept beside it.
 */
final class PictureImport {

  private PictureImport() {}

  static Image image(ByteSource source, ImportSession session) throws IOException {
    PictureHeader picture;
    try (InputStream in = source.open()) {
      picture = PictureReader.check(in, source.length(), session.limits);
    }
    BlobStore.Blob blob = picture.asStored() ? session.store(source) : plain(source, session);
    String original = picture.asStored() ? null : session.store(source).sha256();
    String id = Ids.next();
    return new Image(
        id,
        session.study,
        id,
        Names.ofFile(source.name()),
        Image.Kind.PICTURE,
        session.modality(null, ImageModality.UNKNOWN),
        picture.geometry(),
        blob.sha256(),
        picture.asStored() ? picture.mediaType() : "image/png",
        blob.bytes(),
        original,
        Map.of(),
        List.of());
  }

  private static BlobStore.Blob plain(ByteSource source, ImportSession session) throws IOException {
    try (InputStream in = source.open()) {
      Picture read = PictureReader.read(in, source.length(), session.limits);
      return session.store(out -> PictureWriter.png(read, out));
    }
  }
}
