package dev.heliograph.agent;

import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** The names that plans use for studies: {@code ct}, {@code mr}, {@code ct2}. */
final class StudyNames {

  private static final String NAME = "[a-z][a-z0-9_]{0,62}";

  private StudyNames() {}

  /** By the modality of the first image; a second CT is {@code ct2}. */
  static List<String> derive(List<Study> studies) {
    List<String> names = new ArrayList<>();
    for (Study study : studies) {
      Modality modality =
          study.images().isEmpty() ? Modality.UNKNOWN : study.images().get(0).modality().value();
      String base =
          modality == Modality.UNKNOWN || modality == Modality.OT
              ? "image"
              : modality.name().toLowerCase(Locale.ROOT);
      String name = base;
      for (int n = 2; names.contains(name); n++) {
        name = base + n;
      }
      names.add(name);
    }
    return names;
  }

  /**
   * @throws IllegalArgumentException if a name cannot be used, or there is not one for each study
   */
  static List<String> checked(List<String> names, int studies) {
    if (names.size() != studies) {
      throw new IllegalArgumentException(
          names.size() + " names for " + studies + " studies; give one for each, or none");
    }
    for (String name : names) {
      if (!name.matches(NAME)) {
        throw new IllegalArgumentException(
            "'" + name + "' is no name; use lower-case letters, digits and _, a letter first");
      }
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("two studies have the same name in " + names);
    }
    return names;
  }
}
