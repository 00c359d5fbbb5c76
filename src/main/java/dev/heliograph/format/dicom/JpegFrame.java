package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG baseline frames of eight bits, by the JDK's ImageIO. */
final class JpegFrame {

  private JpegFrame() {}

  static int[] decode(byte[] frame, int rows, int columns) throws FormatException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
      reader.setInput(in, true, true);
      return ImageFrames.samples(reader, rows, columns, "JPEG");
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw ImageFrames.damaged("JPEG", e);
    } finally {
      reader.dispose();
    }
  }
}
