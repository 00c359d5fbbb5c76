package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a few languages from English, so that a question in one of them gets a sentence in that
 * language instead of a plan made of the words that English happens to share with it.
 */
final class Languages {

  /** So many of the words must be of the language, and more than are English function words. */
  private static final double SHARE = 0.4;

  /** One word is enough if it has so many letters: "Lebervolumen?". */
  private static final int TELLING = 4;

  private static final double SCRIPT_SHARE = 0.3;

  private record Language(Set<String> words, @Nullable UnicodeScript script, String sentence) {}

  private final List<Language> languages = new ArrayList<>();
  private final Vocabulary vocabulary;

  Languages(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    try (InputStream in = Languages.class.getResourceAsStream("/vocabulary/languages.yaml")) {
      if (in == null) {
        throw new IllegalStateException("there is no /vocabulary/languages.yaml on the class path");
      }
      for (JsonNode n : new YAMLMapper().readTree(in).path("languages")) {
        Set<String> words = new HashSet<>();
        n.path("words").forEach(w -> words.addAll(Tokens.of(w.asText())));
        String script = n.path("script").asText("");
        languages.add(
            new Language(
                words,
                script.isEmpty() ? null : UnicodeScript.valueOf(script),
                n.path("sentence").asText()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the languages", e);
    }
  }

  /** What to say to a message in one of these languages; empty for English and for any other. */
  Optional<String> foreign(String message) {
    List<String> tokens =
        Tokens.of(message).stream().filter(t -> Character.isLetter(t.charAt(0))).toList();
    long letters = message.codePoints().filter(Character::isLetter).count();
    long english = tokens.stream().filter(t -> vocabulary.is("stop", t)).count();
    Language best = null;
    long most = english;
    for (Language l : languages) {
      long said = tokens.stream().filter(l.words()::contains).count();
      long inScript = message.codePoints().filter(c -> UnicodeScript.of(c) == l.script()).count();
      if (l.script() != null && letters > 0 && inScript >= SCRIPT_SHARE * letters) {
        return Optional.of(l.sentence());
      }
      boolean sure =
          said > 1 || tokens.stream().anyMatch(t -> t.length() >= TELLING && l.words().contains(t));
      if (sure && said > most && said >= SHARE * tokens.size()) {
        most = said;
        best = l;
      }
    }
    return Optional.ofNullable(best).map(Language::sentence);
  }
}
