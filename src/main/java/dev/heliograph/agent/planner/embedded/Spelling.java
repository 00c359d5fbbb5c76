package dev.heliograph.agent.planner.embedded;

/** How far two words are apart. */
final class Spelling {

  private Spelling() {}

  /** Misspellings that are forgiven in a word of this length; the shortest must be right. */
  static int tolerance(int length) {
    return length < 3 ? 0 : length < 8 ? 1 : 2;
  }

  /**
   * Edits between two words (insert, delete, replace, swap of neighbours: optimal string
   * alignment), or {@code limit + 1} if there are more than {@code limit}.
   */
  static int edits(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      int best = Integer.MAX_VALUE;
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
        } else {
          int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
          d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + same);
          if (i > 1
              && j > 1
              && a.charAt(i - 1) == b.charAt(j - 2)
              && a.charAt(i - 2) == b.charAt(j - 1)) {
            d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
          }
        }
        best = Math.min(best, d[i][j]);
      }
      if (best > limit) {
        return limit + 1;
      }
    }
    return Math.min(d[a.length()][b.length()], limit + 1);
  }
}
