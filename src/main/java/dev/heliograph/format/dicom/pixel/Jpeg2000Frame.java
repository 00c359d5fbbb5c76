package dev.heliograph.format.dicom.pixel;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import dev.heliograph.format.FormatException;
import java.io.IOException;
import javax.imageio.ImageReader;

/** JPEG 2000 frames, by the JJ2000 decoder, behind {@link Jpeg2000Header}'s bounds. */
final class Jpeg2000Frame {

  private Jpeg2000Frame() {}

  static int[] decode(byte[] frame, PixelFormat f) throws FormatException {
    Jpeg2000Header header = Jpeg2000Header.parse(frame, f.rows(), f.columns(), f.samples());
    ImageReader reader;
    try {
      reader = new J2KImageReaderSpi().createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return ImageFrames.samples(
        reader, frame, header.start(), f, "JPEG 2000", r -> r.read(0).getRaster());
  }
}
