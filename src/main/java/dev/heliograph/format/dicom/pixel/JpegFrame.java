package dev.heliograph.format.dicom.pixel;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import dev.heliograph.format.FormatException;
import dev.heliograph.format.UnsupportedFormatException;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;

/**
 * JPEG frames: of eight bits by the JDK's decoder, lossless ones by TwelveMonkeys'. Which it is
 * says the frame itself; the file's transfer syntax is only a hint.
 */
final class JpegFrame {

  private static final int LOSSLESS = 0xc3;

  private JpegFrame() {}

  /** Samples as they are coded: Y, Cb, Cr stay what they are. */
  static int[] decode(byte[] frame, PixelFormat f) throws FormatException {
    JpegMarkers m = JpegMarkers.of(frame);
    ImageFrames.checkSize("JPEG", m.rows(), m.columns(), f);
    ImageFrames.checkSamples("JPEG", m.components(), f);
    if (m.process() == LOSSLESS && m.precision() <= 16) {
      return ImageFrames.samples(
          lossless(), frame, 0, f, "JPEG Lossless", r -> r.readRaster(0, null));
    }
    if (m.process() > 0xc2 || m.precision() != 8) {
      throw new UnsupportedFormatException(
          String.format(
              "the frame is JPEG of a kind that is not read (process C%X, %d bits)",
              m.process() & 15, m.precision()),
          "decompress it first, for example with gdcmconv --raw or dcmdjpeg");
    }
    return ImageFrames.samples(baseline(), frame, 0, f, "JPEG", r -> r.readRaster(0, null));
  }

  /** The JDK's reader, whatever else is registered: its raster holds the components unconverted. */
  private static ImageReader baseline() {
    for (Iterator<ImageReader> i = ImageIO.getImageReadersByFormatName("jpeg"); i.hasNext(); ) {
      ImageReader reader = i.next();
      if (reader.getClass().getName().startsWith("com.sun.")) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java runtime cannot read JPEG");
  }

  private static ImageReader lossless() {
    JPEGImageReaderSpi spi =
        IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
    if (spi == null) {
      ImageIO.scanForPlugins();
      spi = IIORegistry.getDefaultInstance().getServiceProviderByClass(JPEGImageReaderSpi.class);
    }
    try {
      return spi.createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
