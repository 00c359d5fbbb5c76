package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.PlannerState.NamedStudy;
import dev.heliograph.study.Image;
import dev.heliograph.study.Modality;
import dev.heliograph.tool.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images of the conversation, and which of them somebody means. */
final class Images {

  /**
   * An image and how a plan refers to it.
   *
   * @param study the name of its study in plans
   * @param ref {@code $name}, or the image's id where the study has several and it is not the first
   * @param modality its DICOM code; UNKNOWN where nobody said it
   */
  record Named(String study, String ref, String label, Image image, Modality modality) {

    /** Whether the port's {@code x-requires} admits it; unknown modality is not admitted. */
    boolean fits(Port port) {
      return kindFits(port)
          && (modalities(port).isEmpty() || modalities(port).contains(modality.name()));
    }

    boolean kindFits(Port port) {
      Set<String> kinds = new HashSet<>();
      port.requires().path("kind").forEach(k -> kinds.add(k.asText()));
      return kinds.isEmpty()
          || kinds.contains(image.kind().name().toLowerCase(java.util.Locale.ROOT));
    }

    boolean modalityIsMissing(Port port) {
      return modality == Modality.UNKNOWN && !modalities(port).isEmpty();
    }

    static Set<String> modalities(Port port) {
      Set<String> codes = new java.util.TreeSet<>();
      port.requires().path("modality").forEach(m -> codes.add(m.asText()));
      return codes;
    }
  }

  private static final List<String> DATES = List.of("StudyDate", "SeriesDate", "AcquisitionDate");

  private final List<Named> all = new ArrayList<>();
  private final Vocabulary words;
  private final String saidPrior;

  /**
   * @param saidModality what the user replied when asked what an image is, or empty
   * @param saidPrior the study that the user said is the earlier one, or empty
   */
  Images(List<NamedStudy> studies, Vocabulary words, String saidModality, String saidPrior) {
    this.words = words;
    this.saidPrior = saidPrior;
    for (NamedStudy s : studies) {
      List<Image> images = s.study().images();
      for (Image image : images) {
        boolean first = image.equals(images.get(0));
        Modality known = image.modality().value();
        Modality modality =
            known == Modality.UNKNOWN && !saidModality.isEmpty()
                ? Modality.of(saidModality).orElse(known)
                : known;
        all.add(
            new Named(
                s.as(),
                first ? "$" + s.as() : image.id(),
                first ? s.study().name() : s.study().name() + ": " + image.name(),
                image,
                modality));
      }
    }
  }

  List<Named> all() {
    return all;
  }

  /**
   * The images that these words can mean: all of them where the words say nothing, none where they
   * name an image that is not there.
   */
  List<Named> meant(List<String> tokens) {
    boolean prior = tokens.stream().anyMatch(t -> words.is("prior", t));
    boolean current = tokens.stream().anyMatch(t -> words.is("current", t));
    if (prior && current) {
      return all;
    }
    if (prior && all.size() == 1 && !isPrior(all.get(0))) {
      return List.of();
    }
    List<Named> byName =
        all.stream()
            .filter(
                i ->
                    tokens.contains(i.study())
                        || holds(tokens, i.label())
                        || holds(tokens, i.image().name()))
            .toList();
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      for (int n = 1; n <= 2 && i + n <= tokens.size(); n++) {
        String code = words.modalities().get(String.join(" ", tokens.subList(i, i + n)));
        if (code != null) {
          codes.add(code);
        }
      }
    }
    List<Named> found = byName.isEmpty() ? all : byName;
    if (byName.isEmpty() && !codes.isEmpty()) {
      found =
          all.stream()
              .filter(i -> i.modality() == Modality.UNKNOWN || covers(codes, i.modality()))
              .toList();
    }
    if (prior != current && found.stream().anyMatch(this::isPrior)) {
      found = found.stream().filter(i -> isPrior(i) == prior).toList();
    }
    return found;
  }

  private static boolean covers(Set<String> codes, Modality modality) {
    boolean film = codes.contains("CR") && modality == Modality.DX;
    return film || codes.contains(modality.name());
  }

  /** Whether it is the earlier one: said so, named so, or made before the others. */
  boolean isPrior(Named image) {
    if (!saidPrior.isEmpty()) {
      return image.study().equals(saidPrior);
    }
    if (all.stream().anyMatch(this::namedPrior)) {
      return namedPrior(image);
    }
    String date = date(image);
    return !date.isEmpty() && all.stream().anyMatch(i -> date.compareTo(date(i)) < 0);
  }

  private boolean namedPrior(Named image) {
    return words.any("prior", Tokens.of(image.study() + " " + image.label()));
  }

  private static String date(Named image) {
    for (String keyword : DATES) {
      String date = image.image().attributes().getOrDefault(keyword, "");
      if (!date.isEmpty()) {
        return date;
      }
    }
    return "";
  }

  /** The earlier image, if one is known to be it. */
  Optional<Named> prior() {
    return all.stream().filter(this::isPrior).findFirst();
  }

  /** The latest image: the last one that is no prior. */
  Optional<Named> current() {
    return all.stream().filter(i -> !isPrior(i)).reduce((a, b) -> b);
  }

  /** The image that the port's name means, where it means the prior or the current one. */
  Optional<Named> forPort(Port port, @Nullable Named asked) {
    if (Catalogue.says(words, "prior", port)) {
      return prior();
    }
    boolean current = Catalogue.says(words, "current", port);
    return current && (asked == null || isPrior(asked)) ? current() : Optional.empty();
  }

  private static boolean holds(List<String> tokens, String name) {
    List<String> n = Tokens.of(name);
    return !n.isEmpty()
        && String.join(" ", n).length() > 3
        && java.util.Collections.indexOfSubList(tokens, n) >= 0;
  }
}
