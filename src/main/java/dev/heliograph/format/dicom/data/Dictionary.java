package dev.heliograph.format.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What PS3.6 says about tags, from {@code dicom/dictionary.tsv}. */
public final class Dictionary {

  private record Entry(Vr vr, String keyword) {}

  /** Loaded when first asked for: explicit files are read without it. */
  private static final class Loaded {
    static final Map<Integer, Entry> ENTRIES = load();
  }

  private Dictionary() {}

  /** The tag's representation, {@link Vr#UN} if the dictionary has none. */
  public static Vr vr(int tag) {
    Entry e = find(tag);
    return e == null ? (tag & 0xffff) == 0 ? Vr.UL : Vr.UN : e.vr();
  }

  /** The tag's keyword, empty if the dictionary has none. */
  public static String keyword(int tag) {
    Entry e = find(tag);
    return e == null ? "" : e.keyword();
  }

  /** Keyword and number for people: "Rows (0028,0010)". */
  public static String name(int tag) {
    return (keyword(tag) + " " + hex(tag)).trim();
  }

  /** "(0028,0010)". */
  public static String hex(int tag) {
    return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xffff);
  }

  private static @Nullable Entry find(int tag) {
    Entry e = Loaded.ENTRIES.get(tag);
    int group = tag >>> 24;
    // Groups 50xx and 60xx repeat; the resource has them as 5000 and 6000.
    return e == null && (group == 0x50 || group == 0x60) ? Loaded.ENTRIES.get(tag & 0xFF00FFFF) : e;
  }

  private static Map<Integer, Entry> load() {
    Map<Integer, Entry> entries = new HashMap<>();
    try (InputStream in = Dictionary.class.getResourceAsStream("/dicom/dictionary.tsv")) {
      if (in == null) {
        throw new IllegalStateException("/dicom/dictionary.tsv is missing from the build");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] part = line.split("\t", -1);
          entries.put(
              Integer.parseUnsignedInt(part[0].replace('x', '0'), 16),
              new Entry(Vr.valueOf(part[1]), part[2]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
