package dev.heliograph.format.dicom.pixel;

import dev.heliograph.format.FormatException;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** What the frames that ImageIO's decoders read have in common. */
final class ImageFrames {

  private ImageFrames() {}

  /** How a decoder gives its samples. */
  interface Decode {
    Raster raster(ImageReader reader) throws IOException;
  }

  /** Samples of each pixel side by side; sizes are compared before anything is decoded. */
  static int[] samples(
      ImageReader reader, byte[] bytes, int from, PixelFormat f, String codec, Decode decode)
      throws FormatException {
    try (ImageInputStream in = new EndingInput(bytes, from)) {
      reader.setInput(in, true, true);
      checkSize(codec, reader.getHeight(0), reader.getWidth(0), f);
      Raster raster = decode.raster(reader);
      checkSize(codec, raster.getHeight(), raster.getWidth(), f);
      checkSamples(codec, raster.getNumBands(), f);
      return raster.getPixels(
          raster.getMinX(), raster.getMinY(), f.columns(), f.rows(), (int[]) null);
    } catch (FormatException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // The decoders answer damaged bytes with whatever they trip over, also with plain Errors.
      if (e instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      throw new FormatException(
          "the " + codec + " pixel data is damaged (" + e.getClass().getSimpleName() + ")",
          "copy or export the file again from its source");
    } finally {
      reader.dispose();
    }
  }

  static void checkSize(String codec, int rows, int columns, PixelFormat f) throws FormatException {
    if (rows != f.rows() || columns != f.columns()) {
      throw new FormatException(
          "the "
              + codec
              + " frame is "
              + columns
              + "×"
              + rows
              + " pixels, the header says "
              + f.columns()
              + "×"
              + f.rows(),
          "export the series again from its source");
    }
  }

  static void checkSamples(String codec, int samples, PixelFormat f) throws FormatException {
    if (samples != f.samples()) {
      throw new FormatException(
          "the "
              + codec
              + " frame has "
              + samples
              + " colour components, the header says "
              + f.samples(),
          "export the series again from its source");
    }
  }
}
