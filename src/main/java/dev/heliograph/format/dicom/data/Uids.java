package dev.heliograph.format.dicom.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Unique identifiers below 2.25, which need no registered root (PS3.5 B.2). */
public final class Uids {

  private Uids() {}

  /** Always the same identifier for the same name. */
  public static String derived(String name) {
    return of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** An identifier that nobody can guess. */
  public static String random() {
    return of(UUID.randomUUID());
  }

  private static String of(UUID uuid) {
    byte[] bits =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array();
    return "2.25." + new BigInteger(1, bits);
  }
}
