package dev.heliograph.agent.planner.embedded;

import dev.heliograph.agent.PlannerState.Outcome;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must be known to rely on an answer: that a structure was cut off, that an outline is not to
 * be trusted. Each thing once, in a sentence; what is longer stands in the steps.
 */
final class Cautions {

  private static final int LONGEST = 170;
  private static final int SHOWN = 3;

  /** Code of an outline that its own card does not trust. */
  private static final String LOW_ACCURACY = "low_accuracy";

  private static final Pattern CONSEQUENCE =
      Pattern.compile("[,;]\\s+(?:so|which|hence|therefore|thus)\\b.*$");

  private final Map<String, String> byCode = new LinkedHashMap<>();
  private final Set<String> said = new HashSet<>();

  /** What a call said that was asked for. */
  void add(Task.Done d, List<Outcome> sources) {
    ToolResult.Payload payload = Masks.payload(d.outcome());
    if (payload != null) {
      payload.warnings().forEach(w -> byCode.putIfAbsent(w.code(), w.message()));
    }
    for (Outcome o : sources) {
      ToolResult.Payload p = Masks.payload(o);
      if (p == null) {
        continue;
      }
      for (ToolResult.Warning w : p.warnings()) {
        boolean ours =
            d.ask().targets().stream()
                .anyMatch(t -> w.message().contains(t.name().replace('_', ' ')));
        if (!w.code().equals(LOW_ACCURACY) || ours) {
          byCode.putIfAbsent(w.code(), w.message());
        }
      }
    }
  }

  /** Why a result is only a part; what "at least" says is not said again. */
  String incomplete(Task.Done d) {
    ToolResult result = d.outcome().result();
    String reason =
        result == null
            ? ""
            : result.fold(c -> "", ToolResult.Incomplete::reason, r -> "", f -> "", c -> "");
    if (reason.isEmpty()) {
      return "";
    }
    ToolResult.Payload payload = Masks.payload(d.outcome());
    boolean bounded =
        payload != null
            && payload.quantities().stream()
                .anyMatch(q -> q.bound() == Bound.LOWER || q.bound() == Bound.UPPER);
    String plain = Phrases.reason(reason);
    String brief = CONSEQUENCE.matcher(plain).replaceFirst("");
    boolean cut = bounded && !brief.matches(".*\\d.*");
    String sentence = Phrases.capital(cut ? brief : plain) + ".";
    return said.add(sentence) ? sentence : "";
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    boolean more = false;
    for (String message : byCode.values()) {
      String plain = Phrases.reason(message);
      // A segmenter warns of what the measurement behind it has given as its reason.
      if (said.contains(Phrases.capital(plain.replaceFirst("[,;].*$", "")) + ".")) {
        continue;
      }
      String brief = plain.length() > LONGEST ? plain.replaceFirst("[;:].*$", "") : plain;
      boolean cutNumber = !brief.equals(plain) && brief.matches(".*\\d.*");
      if (brief.length() > LONGEST || cutNumber || sentences.size() >= SHOWN) {
        more = true;
      } else {
        sentences.add(Phrases.capital(brief) + ".");
      }
    }
    if (more) {
      sentences.add("The steps hold further notes.");
    }
    return sentences;
  }
}
