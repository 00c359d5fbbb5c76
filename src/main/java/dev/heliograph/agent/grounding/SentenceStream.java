package dev.heliograph.agent.grounding;

import java.util.function.Consumer;

/** Collects chunks of text and passes on each sentence once it is surely whole. */
public final class SentenceStream {

  /** Text that never ends a sentence is not kept beyond this; the whole answer still comes. */
  private static final int MAX_PENDING = 20_000;

  private final Consumer<String> sentences;
  private final StringBuilder pending = new StringBuilder();

  public SentenceStream(Consumer<String> sentences) {
    this.sentences = sentences;
  }

  public synchronized void accept(String chunk) {
    pending.append(chunk);
    String text = pending.toString();
    int start = 0;
    for (int end = Sentences.next(text, 0); end >= 0; end = Sentences.next(text, start)) {
      sentences.accept(text.substring(start, end));
      start = end;
    }
    pending.delete(0, start);
    if (pending.length() > MAX_PENDING) {
      pending.setLength(0);
    }
  }
}
