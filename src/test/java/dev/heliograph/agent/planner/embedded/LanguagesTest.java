package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.agent.Move;
import dev.heliograph.study.Modality;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question in another language gets a sentence in it, and never a plan. */
class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wie groß ist die Leber? | auf Englisch",
        "Bitte miss das Volumen der Milz. | auf Englisch",
        "Lebervolumen? | auf Englisch",
        "Ist die Milz vergrößert? | auf Englisch",
        "Mittlere Dichte der linken Niere in HU | auf Englisch",
        "Quel est le volume du foie ? | en anglais",
        "Mesurez la taille des reins, s'il vous plaît | en anglais",
        "La rate est-elle hypertrophiée ? | en anglais",
        "densité moyenne du foie | en anglais",
        "¿Cuál es el volumen del hígado? | en inglés",
        "Mide el bazo por favor | en inglés",
        "tamaño de los riñones | en inglés",
        "肝脏的体积是多少？ | 英文",
        "请测量脾脏的 CT 值 | 英文"
      })
  void otherLanguagesAreToldThatEnglishWorks(String message, String says) throws IOException {
    Rehearsal talk =
        new Rehearsal(FreshUtterancesTest.realTools(), List.of(Bench.study("ct", Modality.CT)));
    Move move = talk.say(message);
    assertThat(talk.planned).isEmpty();
    assertThat(move).isInstanceOf(Move.Refuse.class);
    assertThat(((Move.Refuse) move).reason()).contains(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "volume du jour of the liver",
        "la liver volume",
        "ren sinister volume",
        "El liver?",
        "HU des liver",
        "L/S ratio",
        "en bloc resection, liver volume"
      })
  void englishWithAForeignWordIsEnglish(String message) {
    assertThat(new Languages(Vocabulary.load()).foreign(message)).isEmpty();
  }

  @Test
  void noUtteranceOfTheSetsIsTakenForAnotherLanguage() throws IOException {
    Languages languages = new Languages(Vocabulary.load());
    for (String set : List.of("dev", "fresh-a", "fresh-b", "fresh-c", "fresh-d", "fresh-e")) {
      for (JsonNode u : Bench.yaml(set)) {
        JsonNode say = u.path("say");
        for (JsonNode s : say.isArray() ? say : List.of(say)) {
          assertThat(languages.foreign(s.asText())).as(s.asText()).isEmpty();
        }
      }
    }
  }
}
