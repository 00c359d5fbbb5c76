package dev.heliograph.web;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Only uploads may be large; everything else is read into memory and must fit. */
@Provider
final class BodyLimit implements ReaderInterceptor {

  static final int MAX_BYTES = 1 << 20;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getMediaType().isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE)) {
      return context.proceed();
    }
    Bounded bounded = new Bounded(context.getInputStream());
    context.setInputStream(bounded);
    try {
      return context.proceed();
    } catch (IOException | RuntimeException e) {
      // The reader may have wrapped what the stream threw, so the stream is asked.
      if (bounded.left < 0) {
        throw new ProblemException(
            413, "the body is larger than " + MAX_BYTES + " bytes", "send a smaller body");
      }
      throw e;
    }
  }

  private static final class Bounded extends FilterInputStream {
    private long left = MAX_BYTES;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return count(super.read(), 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      return count(n, n);
    }

    private int count(int result, int n) throws IOException {
      if (result >= 0) {
        left -= n;
        if (left < 0) {
          throw new IOException("the body is too large");
        }
      }
      return result;
    }
  }
}
