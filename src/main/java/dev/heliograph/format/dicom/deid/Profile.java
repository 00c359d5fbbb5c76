package dev.heliograph.format.dicom.deid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Basic Profile column of PS3.15 table E.1-1, from {@code dicom/deidentify.tsv}. */
final class Profile {

  /** Tags with digits that do not count. */
  private record Repeating(int tag, int mask, Action action) {}

  private final Map<Integer, Action> actions = new HashMap<>();
  private final List<Repeating> repeating = new ArrayList<>();

  private Profile() {}

  static Profile load() {
    Profile p = new Profile();
    try (InputStream in = Profile.class.getResourceAsStream("/dicom/deidentify.tsv")) {
      if (in == null) {
        throw new IllegalStateException("/dicom/deidentify.tsv is missing from the build");
      }
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          String[] part = line.split("\t", -1);
          p.put(part[0], Action.of(part[1]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return p;
  }

  private void put(String pattern, Action action) {
    int tag = Integer.parseUnsignedInt(pattern.replace('x', '0'), 16);
    if (pattern.indexOf('x') < 0) {
      actions.put(tag, action);
    } else {
      String mask = pattern.replaceAll("[0-9A-F]", "F").replace('x', '0');
      repeating.add(new Repeating(tag, Integer.parseUnsignedInt(mask, 16), action));
    }
  }

  /** What the table says of a tag, or null if it says nothing. */
  @Nullable Action of(int tag) {
    Action action = actions.get(tag);
    if (action == null) {
      for (Repeating r : repeating) {
        if ((tag & r.mask()) == r.tag()) {
          return r.action();
        }
      }
    }
    return action;
  }
}
