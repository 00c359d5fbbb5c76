package dev.heliograph.format.dicom.pixel;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A frame's bytes that end with an exception. The JPEG 2000 decoder takes the -1 of an ordinary
 * stream for eight bits that are set, and waits for one that is not without end.
 */
final class EndingInput extends MemoryCacheImageInputStream {

  EndingInput(byte[] bytes, int from) {
    super(new ByteArrayInputStream(bytes, from, bytes.length - from));
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }
}
