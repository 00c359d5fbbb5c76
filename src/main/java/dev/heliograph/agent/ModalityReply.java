package dev.heliograph.agent;

import dev.heliograph.study.Image;
import dev.heliograph.study.ImageModality;
import dev.heliograph.study.Modality;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what the user says when asked what kind of image one is, so that it is asked once. */
final class ModalityReply {

  private static final String SLOT = "modality";

  private ModalityReply() {}

  /** Notes the modality of the image that the last turn asked about, if {@code text} names one. */
  static void note(History history, String text, List<String> studyIds, StudyStore studies) {
    if (history.turns().isEmpty()) {
      return;
    }
    PlannerState.Turn last = history.turns().get(history.turns().size() - 1);
    List<Modality> named =
        Arrays.stream(text.split("[^\\p{L}]+", -1))
            .flatMap(word -> Modality.of(word).stream())
            .filter(m -> m != Modality.UNKNOWN)
            .distinct()
            .toList();
    if (!SLOT.equals(last.slot()) || named.size() != 1) {
      return;
    }
    ImageModality said = new ImageModality(named.get(0), ImageModality.Source.USER);
    asked(last.reply(), studyIds, studies).forEach(i -> studies.setModality(i.id(), said));
  }

  /** The images of unknown modality that the question named; the only one there is in any case. */
  private static List<Image> asked(String question, List<String> ids, StudyStore studies) {
    List<Image> unknown = new ArrayList<>();
    List<Image> named = new ArrayList<>();
    for (Study study : ids.stream().flatMap(id -> studies.study(id).stream()).toList()) {
      for (Image image : study.images()) {
        if (image.modality().value() == Modality.UNKNOWN) {
          unknown.add(image);
          if (question.contains(study.name()) || question.contains(image.name())) {
            named.add(image);
          }
        }
      }
    }
    return unknown.size() == 1 ? unknown : named;
  }
}
