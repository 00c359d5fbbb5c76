package dev.heliograph.agent.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where sentences end, whole and while they stream. */
class SentencesTest {

  private static final List<String> SENTENCES =
      List.of(
          "It measures 3.5 mL, e.g. more. ",
          "It has 1.4 L. ",
          "It took 60 s. ",
          "See A. Smith et al. for more. ",
          "Really?! ",
          "[[q3 in L]] and [[a.b]]. ",
          "(Yes.) ",
          "**Bold.** ",
          "No end\n",
          "1. A list\n",
          "2. of two ",
          "lines.");

  @Test
  void sentencesJoinToTheText() {
    String text = String.join("", SENTENCES);
    assertThat(String.join("", Sentences.split(text))).isEqualTo(text);
    assertThat(Sentences.split(text))
        .containsExactly(
            "It measures 3.5 mL, e.g. more. ",
            "It has 1.4 L. ",
            "It took 60 s. ",
            "See A. Smith et al. for more. ",
            "Really?! ",
            "[[q3 in L]] and [[a.b]]. ",
            "(Yes.) ",
            "**Bold.** ",
            "No end\n",
            "1. A list\n",
            "2. of two lines.");
  }

  @Test
  void aStreamGivesTheSameSentencesWhateverTheChunks() {
    String text = String.join("", SENTENCES);
    List<String> whole = Sentences.split(text);
    for (int size = 1; size < text.length(); size++) {
      List<String> streamed = new ArrayList<>();
      SentenceStream stream = new SentenceStream(streamed::add);
      for (int i = 0; i < text.length(); i += size) {
        stream.accept(text.substring(i, Math.min(text.length(), i + size)));
      }
      assertThat(streamed).as("chunks of " + size).isEqualTo(whole.subList(0, whole.size() - 1));
    }
  }
}
