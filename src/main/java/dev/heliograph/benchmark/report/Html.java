package dev.heliograph.benchmark.report;

/** Text as HTML. */
final class Html {

  private Html() {}

  /** Safe in text and in quoted attributes. */
  static String esc(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return out.toString();
  }

  /** An element with escaped text. */
  static String el(String tag, String text) {
    return "<" + tag + ">" + esc(text) + "</" + tag + ">";
  }

  static String el(String tag, String cssClass, String text) {
    return "<" + tag + " class=\"" + esc(cssClass) + "\">" + esc(text) + "</" + tag + ">";
  }
}
