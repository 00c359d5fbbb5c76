package dev.heliograph.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;

/**
 * Reads YAML (and so JSON) that others wrote: one document of at most 256 KB, nested at most 50
 * deep, no aliases, no duplicate keys, no tags that make objects.
 */
public final class BoundedYaml {

  static final int MAX_BYTES = 256 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BoundedYaml() {}

  /**
   * @throws IllegalArgumentException if the text is not such a document, naming line and cause
   */
  public static JsonNode parse(String text) {
    if (text.length() > MAX_BYTES) {
      throw tooLarge();
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(50);
    options.setAllowDuplicateKeys(false);
    Yaml yaml = new Yaml(new SafeConstructor(options));
    try {
      for (Event event : yaml.parse(new StringReader(text))) {
        // Without aliases a document cannot unfold to more than its own size.
        if (event instanceof AliasEvent) {
          throw new IllegalArgumentException(
              "line "
                  + (event.getStartMark().getLine() + 1)
                  + ": aliases (*name) are not read; write the value out");
        }
      }
      return JSON.valueToTree(yaml.load(text));
    } catch (YAMLException e) {
      throw new IllegalArgumentException("not readable as YAML: " + e.getMessage(), e);
    }
  }

  /**
   * @throws IllegalArgumentException as {@link #parse(String)}
   */
  public static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLarge();
      }
      return parse(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static IllegalArgumentException tooLarge() {
    return new IllegalArgumentException("larger than " + MAX_BYTES / 1024 + " KB");
  }
}
