package dev.heliograph.study;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;

/** ULIDs: sortable by time, 26 characters of Crockford base 32. */
public final class Ids {

  private Ids() {}

  /** A new id, greater than every id this process made before. */
  public static String next() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  /** When an id was made. */
  public static Instant time(String id) {
    return Ulid.getInstant(id);
  }

  public static boolean isId(String text) {
    return Ulid.isValid(text);
  }
}
