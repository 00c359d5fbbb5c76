package dev.heliograph.agent;

import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.StudyStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records what the user says an image is, where its file does not: the reply to the question for
 * the slot {@code modality}, or "this CT", "it is a CT". A question ("is this a CT?") says nothing.
 */
final class SaidModality {

  private static final Map<String, Modality> WORDS =
      Map.ofEntries(
          Map.entry("ct", Modality.CT),
          Map.entry("cta", Modality.CT),
          Map.entry("mr", Modality.MR),
          Map.entry("mri", Modality.MR),
          Map.entry("pet", Modality.PT),
          Map.entry("pt", Modality.PT),
          Map.entry("ultrasound", Modality.US),
          Map.entry("sonogram", Modality.US),
          Map.entry("radiograph", Modality.DX),
          Map.entry("x-ray", Modality.DX),
          Map.entry("dx", Modality.DX),
          Map.entry("cr", Modality.CR),
          Map.entry("sm", Modality.SM),
          Map.entry("xc", Modality.XC));

  private static final String WORD = "(" + String.join("|", WORDS.keySet()) + ")(?![\\p{L}\\p{N}])";
  private static final Pattern ANY = Pattern.compile("(?<![\\p{L}\\p{N}])" + WORD);
  private static final Pattern SAID =
      Pattern.compile(
          "(?<!\\p{L})(?:(?<!is\\s)(?:this|my|attached|following)\\s+(?:\\p{L}+\\s+)?|(?:it|this|that|image|scan|file)(?:\\s+is|'s|’s)\\s+(?:an?\\s+)?(?:\\p{L}+\\s+)?)"
              + WORD);

  private SaidModality() {}

  /** What the message says, or empty if it says nothing or several things. */
  static Optional<Modality> in(String message, boolean asReply) {
    Matcher m = (asReply ? ANY : SAID).matcher(message.toLowerCase(Locale.ROOT));
    Set<Modality> said = new HashSet<>();
    while (m.find()) {
      Modality word = WORDS.get(m.group(1));
      if (word != null) {
        said.add(word);
      }
    }
    return said.size() == 1 ? Optional.of(said.iterator().next()) : Optional.empty();
  }

  /**
   * Records it for the images of unknown modality: of all studies for a reply, else only if one
   * study alone has such images. Returns the names of those images.
   */
  static List<String> record(
      Modality said, boolean asReply, List<PlannerState.NamedStudy> named, StudyStore studies) {
    long unknown = named.stream().filter(s -> !unknown(s).isEmpty()).count();
    List<String> recorded = new ArrayList<>();
    if (unknown == 1 || asReply) {
      for (PlannerState.NamedStudy s : named) {
        for (Image image : unknown(s)) {
          studies.setModality(image.id(), new ImageModality(said, ImageModality.Source.USER));
          recorded.add(image.name());
        }
      }
    }
    return recorded;
  }

  private static List<Image> unknown(PlannerState.NamedStudy study) {
    return study.study().images().stream()
        .filter(i -> i.modality().value() == Modality.UNKNOWN)
        .toList();
  }
}
