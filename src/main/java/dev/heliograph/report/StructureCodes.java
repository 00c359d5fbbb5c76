package dev.heliograph.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.heliograph.format.dicom.derived.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SNOMED CT codes of structures and findings, from {@code resources/vocabulary}. */
final class StructureCodes {

  private static final Code LEFT = Code.sct("7771000", "Left");
  private static final Code RIGHT = Code.sct("24028007", "Right");
  private static final Code ANATOMY = Code.sct("91723000", "Anatomical Structure");
  private static final Code ABNORMAL = Code.sct("49755003", "Morphologically Abnormal Structure");

  /**
   * A structure in codes.
   *
   * @param category of SEG's segmented property
   * @param type a code of ours if the vocabulary has none
   * @param side or null
   * @param finding whether it is abnormal
   */
  record Coded(Code category, Code type, @Nullable Code side, boolean finding) {}

  private static final Map<String, Coded> KNOWN = load();

  private StructureCodes() {}

  /** Codes of a structure as tools write it: "left_kidney", "lesion", "lesion_3". */
  static Coded of(String structure) {
    Coded known = find(structure);
    if (known == null) {
      known = find(structure.replaceFirst("_\\d+$", ""));
    }
    return known == null
        ? new Coded(ANATOMY, Code.own(structure, words(structure)), null, false)
        : known;
  }

  /** "left_kidney" as people read it. */
  static String words(String structure) {
    return structure.replace('_', ' ');
  }

  private static @Nullable Coded find(String structure) {
    Coded known = KNOWN.get(structure);
    for (Code side : new Code[] {LEFT, RIGHT}) {
      String prefix = side.meaning().toLowerCase(java.util.Locale.ROOT) + "_";
      if (known == null && structure.startsWith(prefix)) {
        Coded both = KNOWN.get(structure.substring(prefix.length()));
        known = both == null ? null : new Coded(both.category(), both.type(), side, both.finding());
      }
    }
    return known;
  }

  private static Map<String, Coded> load() {
    Map<String, Coded> known = new HashMap<>();
    put(known, read("anatomy").path("structures"), ANATOMY, false);
    put(known, read("findings").path("findings"), ABNORMAL, true);
    return known;
  }

  private static void put(Map<String, Coded> to, JsonNode terms, Code category, boolean finding) {
    for (JsonNode t : terms) {
      String name = t.path("name").asText();
      String display = t.path("display").asText(words(name));
      String meaning = Character.toUpperCase(display.charAt(0)) + display.substring(1);
      Code type =
          t.has("sct") ? Code.sct(t.path("sct").asText(), meaning) : Code.own(name, meaning);
      to.put(name, new Coded(category, type, null, finding));
    }
  }

  private static JsonNode read(String name) {
    try (InputStream in =
        StructureCodes.class.getResourceAsStream("/vocabulary/" + name + ".yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
