package dev.heliograph.security;

import java.util.regex.Pattern;

/** Takes secrets out of texts that go to logs and screens: passwords in URLs, keys, tokens. */
public final class Redaction {

  private static final String MARK = "[redacted]";

  /** {@code scheme://user:password@host}. */
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s/:@]+:)[^\\s/@]+(@)");

  /** {@code Bearer abc}, {@code Basic abc}. */
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{6,}");

  /** {@code api_key=abc}, {@code "password": "abc"}, {@code token: abc}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)([\\w-]*(?:password|passwd|secret|token|api[_-]?key)\"?\\s*[=:]\\s*\"?)[^\\s\"&;,}]+");

  private Redaction() {}

  /** The text with the values of secrets replaced; everything else stays. */
  public static String secrets(String text) {
    String clean = URL_PASSWORD.matcher(text).replaceAll("$1" + MARK + "$2");
    clean = AUTHORIZATION.matcher(clean).replaceAll("$1$2" + MARK);
    return NAMED.matcher(clean).replaceAll("$1" + MARK);
  }
}
