package dev.heliograph.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prompts in a folder, {@code <name>.md}. The first line is a header {@code <!-- version: 3
 * -->}; each run records the SHA-256 of the file.
 */
public final class Prompts {

  /** One prompt. {@code text} is without the header; {@code sha256} is of the whole file. */
  public record Prompt(String name, String version, String text, String sha256) {}

  private static final Pattern HEADER =
      Pattern.compile("\\A<!-- version: ([0-9]+(?:\\.[0-9]+)*) -->\\R?");
  private static final int MAX_BYTES = 1 << 20;

  private final Path folder;

  public Prompts(Path folder) {
    this.folder = folder;
  }

  /** The prompts with these names, read anew each time: they are small and people edit them. */
  Map<String, Prompt> load(List<String> names) {
    Map<String, Prompt> prompts = new LinkedHashMap<>();
    for (String name : names) {
      prompts.put(name, read(name));
    }
    return prompts;
  }

  private Prompt read(String name) {
    Path file = folder.resolve(name + ".md");
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}") || !Files.isRegularFile(file)) {
      throw new RunFailure(
          "there is no prompt '" + name + "'",
          "write prompts/" + name + ".md, or name another one in the agent's configuration",
          false);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new RunFailure("the prompt '" + name + "' is too long", "keep it below 1 MiB", false);
      }
      String content = Files.readString(file);
      Matcher m = HEADER.matcher(content);
      if (!m.find()) {
        throw new RunFailure(
            "the prompt '" + name + "' has no version",
            "begin prompts/" + name + ".md with the line <!-- version: 1 -->",
            false);
      }
      return new Prompt(name, m.group(1), content.substring(m.end()), sha256(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
