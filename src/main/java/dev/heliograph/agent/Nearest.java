package dev.heliograph.agent;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that a mistyped name may have meant. */
final class Nearest {

  private static final int SHOWN = 3;
  private static final int LISTED = 12;

  private Nearest() {}

  /** "did you mean a, b?" for names that are close, else {@code otherwise} and what there is. */
  static String suggestion(String name, Collection<String> names, String otherwise) {
    List<String> close = of(name, names);
    if (!close.isEmpty()) {
      return "did you mean " + String.join(", ", close) + "?";
    }
    return otherwise + String.join(", ", names.stream().sorted().limit(LISTED).toList());
  }

  /** Up to three names within a third of their length in edits, nearest first. */
  static List<String> of(String name, Collection<String> names) {
    return names.stream()
        .filter(n -> distance(name, n) <= Math.max(1, n.length() / 3) || swapped(name, n))
        .sorted(Comparator.<String>comparingInt(n -> distance(name, n)).thenComparing(n -> n))
        .limit(SHOWN)
        .toList();
  }

  /** The same letters in another order: "tc" for "ct". */
  private static boolean swapped(String a, String b) {
    return Arrays.equals(a.chars().sorted().toArray(), b.chars().sorted().toArray());
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
