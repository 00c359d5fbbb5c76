package dev.heliograph.agent.planner.embedded;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about: an organ, a finding, or a finding in an organ; names are the
 * vocabulary's.
 */
record Target(@Nullable String organ, @Nullable String finding) {

  static Target organ(String name) {
    return new Target(name, null);
  }

  /**
   * What a canonical name stands for: {@code lesion} is a finding, {@code liver_lesion} one in an
   * organ.
   */
  static Target named(String name, Vocabulary vocabulary) {
    for (Vocabulary.Term term : vocabulary.terms().values()) {
      if (term.finding() && name.equals(term.name())) {
        return new Target(null, name);
      }
      if (term.finding() && name.endsWith("_" + term.name())) {
        return new Target(name.substring(0, name.length() - term.name().length() - 1), term.name());
      }
    }
    return organ(name);
  }

  /** The canonical name: {@code liver}, {@code lesion}, {@code liver_lesion}. */
  String name() {
    return finding == null ? organ + "" : organ == null ? finding : organ + "_" + finding;
  }

  String display(Vocabulary vocabulary) {
    if (finding == null) {
      return vocabulary.display(organ + "");
    }
    String f = vocabulary.display(finding);
    return organ == null ? f : vocabulary.display(organ) + " " + f;
  }

  /** Names a tool may know it under, best first; a tumour is also a lesion. */
  List<String> options(Vocabulary vocabulary) {
    if (finding == null) {
      return List.of(organ + "");
    }
    Set<String> names = new LinkedHashSet<>();
    for (String f = finding; f != null; f = broader(vocabulary, f)) {
      if (organ != null) {
        names.add(organ + "_" + f);
      }
      names.add(f);
    }
    return List.copyOf(names);
  }

  private static @Nullable String broader(Vocabulary vocabulary, String finding) {
    Vocabulary.Term term = vocabulary.terms().get(finding);
    return term == null ? null : term.broader();
  }
}
