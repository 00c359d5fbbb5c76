package dev.heliograph.study;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;

/** ULIDs: sortable by time, 26 characters of Crockford base 32. */
public final class Ids {

  private Ids() {}

  /** A new id, greater than every id this process made before. */
  public static String next() {
    return UlidCreator.getMonotonicUlid().toString();
  }

  public static boolean isId(String text) {
    return Ulid.isValid(text);
  }
}
