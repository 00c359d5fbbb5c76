package dev.heliograph.agent.grounding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as a reader sees it, for finding numbers: invisible characters, emphasis marks and
 * entities resolved, every digit of any script as 0 to 9, look-alike letters as Latin ones. Each
 * character knows where it comes from. A placeholder is one {@link #PLACEHOLDER}.
 */
final class Normalized {

  static final char PLACEHOLDER = '\uFFFC';

  /** Entities, tags without digits, and placeholders; everything else goes by character. */
  private static final Pattern SPECIAL =
      Pattern.compile(
          "\\[\\[.*?]]|&#[xX]?[0-9a-fA-F]{1,7};|&[a-zA-Z]{2,8}[0-9]{0,2};|</?[a-zA-Z][^<>0-9]{0,200}>");

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("frac12", "½"),
          Map.entry("frac14", "¼"),
          Map.entry("frac34", "¾"),
          Map.entry("sup1", "¹"),
          Map.entry("sup2", "²"),
          Map.entry("sup3", "³"),
          Map.entry("nbsp", " "),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("zwj", ""),
          Map.entry("zwnj", ""),
          Map.entry("shy", ""),
          Map.entry("minus", "-"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("percnt", "%"),
          Map.entry("deg", "°"),
          Map.entry("ge", "≥"),
          Map.entry("le", "≤"),
          Map.entry("gt", ">"),
          Map.entry("lt", "<"));

  private static final String EMPHASIS = "*`~_\\";
  private static final String LOOKALIKE =
      "аеорсхуіѕјһԁԛԝтнвмкАЕОРСХУІЅЈНВМКТοιαενρτυκΟΙΑΕΝΡΤΥΚΒΗΜΖ";
  private static final String LATIN = "aeopcxyisjhdqwthbmkAEOPCXYISJHBMKToiaevptukOIAENPTYKBHMZ";
  private static final String HAN = "〇零一二三四五六七八九两";
  private static final int[] HAN_VALUES = {0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2};
  private static final int KEYCAP_TEN = 0x1F51F;
  private static final int DIE_ONE = 0x2680;

  private final StringBuilder text = new StringBuilder();
  private int[] starts = new int[64];
  private int[] ends = new int[64];

  Normalized(String original) {
    Matcher m = SPECIAL.matcher(original);
    int at = 0;
    while (m.find()) {
      plain(original, at, m.start());
      special(m.group(), m.start(), m.end());
      at = m.end();
    }
    plain(original, at, original.length());
  }

  String text() {
    return text.toString();
  }

  /** Where character {@code i} of the normalized text begins in the original. */
  int start(int i) {
    return starts[i];
  }

  /** Where character {@code i} of the normalized text ends in the original. */
  int end(int i) {
    return ends[i];
  }

  private void special(String found, int start, int end) {
    if (found.startsWith("[[")) {
      add(String.valueOf(PLACEHOLDER), start, end);
    } else if (found.startsWith("&#")) {
      boolean hex = Character.toLowerCase(found.charAt(2)) == 'x';
      String digits = found.substring(hex ? 3 : 2, found.length() - 1);
      int code;
      try {
        code = Integer.parseInt(digits, hex ? 16 : 10);
      } catch (NumberFormatException e) {
        code = '?';
      }
      character(Character.isValidCodePoint(code) ? code : '?', start, end);
    } else if (found.startsWith("&")) {
      String name = found.substring(1, found.length() - 1);
      String decoded = ENTITIES.get(name);
      if (decoded == null) {
        plain(found, 0, found.length(), start);
      } else {
        decoded.codePoints().forEach(c -> character(c, start, end));
      }
    }
  }

  private void plain(String original, int from, int to) {
    plain(original, from, to, 0);
  }

  private void plain(String original, int from, int to, int offset) {
    for (int i = from; i < to; ) {
      int c = original.codePointAt(i);
      int next = i + Character.charCount(c);
      character(c, offset + i, offset + next);
      i = next;
    }
  }

  private void character(int c, int start, int end) {
    int type = Character.getType(c);
    if (type == Character.FORMAT
        || type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || EMPHASIS.indexOf(c) >= 0) {
      return;
    }
    if (c == PLACEHOLDER) {
      return; // only a real placeholder is one
    }
    int value = digits(c, type);
    if (value >= 0) {
      add(Integer.toString(value), start, end);
      return;
    }
    int look = LOOKALIKE.indexOf(c);
    String shown =
        look >= 0
            ? String.valueOf(LATIN.charAt(look))
            : Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
    add(shown, start, end);
  }

  /** The number a single character stands for, or −1. */
  private static int digits(int c, int type) {
    if (c == KEYCAP_TEN) {
      return 10;
    }
    if (c >= DIE_ONE && c < DIE_ONE + 6) {
      return c - DIE_ONE + 1;
    }
    int han = HAN.indexOf(c);
    if (han >= 0) {
      return HAN_VALUES[han];
    }
    if (c == '十' || c == '百' || c == '千' || c == '万') {
      return c == '十' ? 10 : c == '百' ? 100 : c == '千' ? 1000 : 10_000;
    }
    boolean number =
        type == Character.DECIMAL_DIGIT_NUMBER
            || type == Character.LETTER_NUMBER
            || type == Character.OTHER_NUMBER;
    return number ? Character.getNumericValue(c) : -1;
  }

  private void add(String s, int start, int end) {
    for (int i = 0; i < s.length(); i++) {
      int n = text.length();
      if (n == starts.length) {
        starts = Arrays.copyOf(starts, 2 * n);
        ends = Arrays.copyOf(ends, 2 * n);
      }
      starts[n] = start;
      ends[n] = end;
      text.append(s.charAt(i));
    }
  }
}
