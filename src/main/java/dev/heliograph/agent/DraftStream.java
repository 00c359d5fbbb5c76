package dev.heliograph.agent;

import dev.heliograph.agent.grounding.SentenceStream;
import java.util.function.Consumer;

/** Passes on the whole, explained sentences of an answer while it is still being written. */
final class DraftStream implements Consumer<String> {

  private final SentenceStream sentences;

  DraftStream(Grounding grounding, Consumer<String> tokens) {
    this.sentences =
        new SentenceStream(
            sentence -> {
              String shown = grounding.sentence(sentence);
              if (!shown.isEmpty()) {
                tokens.accept(shown);
              }
            });
  }

  @Override
  public void accept(String chunk) {
    sentences.accept(chunk);
  }
}
