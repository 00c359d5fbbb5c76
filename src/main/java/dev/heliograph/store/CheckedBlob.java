package dev.heliograph.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares what was read with the blob's name when the end is reached. */
final class CheckedBlob extends FilterInputStream {

  private final String sha256;
  private final MessageDigest digest = sha256();
  private boolean checked;

  CheckedBlob(InputStream in, String sha256) {
    super(in);
    this.sha256 = sha256;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n >= 0) {
      digest.update(buffer, offset, n);
    } else if (!checked) {
      checked = true;
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IOException("the stored file " + sha256 + " is damaged: its bytes have changed");
      }
    }
    return n;
  }

  /** Skipped bytes count too, so skipping reads them. */
  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, n))];
    long skipped = 0;
    while (skipped < n) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
