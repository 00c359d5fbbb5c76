package dev.heliograph.format.dicom.deid;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names and identifiers in place of others: the same one for the same, and nothing leads back
 * without the key (HMAC-SHA-256), which is thrown away.
 */
public final class Pseudonyms {

  private final byte[] key;

  /**
   * @param key at least 16 bytes that nobody else knows
   */
  public Pseudonyms(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a key needs 16 bytes");
    }
    this.key = key.clone();
  }

  /** With a key of its own. */
  public static Pseudonyms random() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return new Pseudonyms(key);
  }

  String uid(String original) {
    // The version and variant bits of a random UUID, so that it is one below 2.25 (PS3.5 B.2).
    byte[] bits = Arrays.copyOf(hash("uid " + original), 16);
    bits[6] = (byte) (bits[6] & 0x0f | 0x40);
    bits[8] = (byte) (bits[8] & 0x3f | 0x80);
    return "2.25." + new BigInteger(1, bits);
  }

  String patient(String original) {
    return "P" + HexFormat.of().withUpperCase().formatHex(hash("patient " + original), 0, 5);
  }

  private byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
