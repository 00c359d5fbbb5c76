package dev.heliograph.study;

import dev.heliograph.format.CleanText;

/** What studies and images are called, by the files they came from. */
final class Names {

  private static final int LONGEST = 64;

  private Names() {}

  /** A file's name without folders and the usual extensions; "image" if nothing is left. */
  static String ofFile(String file) {
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    base = base.replaceFirst("(?i)\\.(nii\\.gz|nii|dcm|ima|png|jpe?g|zip)$", "");
    String clean = CleanText.of(base, LONGEST);
    return clean.isEmpty() ? "image" : clean;
  }

  /** A name that a person typed. */
  static String typed(String name) {
    return CleanText.of(name, LONGEST);
  }
}
