package dev.heliograph.format.dicom;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import dev.heliograph.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG 2000 frames, by the JJ2000 decoder, behind {@link Jpeg2000Header}'s bounds. */
final class Jpeg2000Frame {

  private Jpeg2000Frame() {}

  static int[] decode(byte[] frame, int rows, int columns) throws FormatException {
    Jpeg2000Header header = Jpeg2000Header.parse(frame, rows, columns);
    ImageReader reader;
    try {
      reader = new J2KImageReaderSpi().createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(
            new ByteArrayInputStream(frame, header.start(), frame.length - header.start()))) {
      reader.setInput(in, true, true);
      return ImageFrames.samples(reader, rows, columns, "JPEG 2000");
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The decoder answers damaged bytes with whatever it trips over, also with plain Errors.
      if (e instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      throw ImageFrames.damaged("JPEG 2000", e);
    } finally {
      reader.dispose();
    }
  }
}
