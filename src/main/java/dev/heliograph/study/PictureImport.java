package dev.heliograph.study;

import dev.heliograph.format.ByteSource;
import dev.heliograph.format.picture.Picture;
import dev.heliograph.format.picture.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Makes an image of a PNG or JPEG file; the bytes are kept as they came. */
final class PictureImport {

  private PictureImport() {}

  static Image image(ByteSource source, ImportSession session) throws IOException {
    Picture picture;
    try (InputStream in = source.open()) {
      picture = PictureReader.read(in, source.length(), session.limits);
    }
    BlobStore.Blob blob = session.store(source);
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
        picture.mediaType(),
        blob.bytes(),
        null,
        Map.of(),
        List.of());
  }
}
