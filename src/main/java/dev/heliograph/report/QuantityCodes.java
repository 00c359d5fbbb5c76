package dev.heliograph.report;

import dev.heliograph.format.dicom.derived.Code;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kinds of quantities are called in DICOM, from {@code resources/dicom/concepts.tsv}. */
final class QuantityCodes {

  /** A concept, and what of it was taken, or null. */
  record Coded(Code concept, @Nullable Code derivation) {}

  private static final Map<String, String[]> ROWS = load();

  private QuantityCodes() {}

  static Coded of(String kind, Unit unit) {
    String[] row = ROWS.get(kind);
    if (row == null) {
      return new Coded(Code.own(kind, kind.replace('_', ' ')), null);
    }
    return row[1].equals("*")
        ? new Coded(intensity(unit), new Code(row[2], row[3], row[4]))
        : new Coded(new Code(row[1], row[2], row[3]), null);
  }

  private static Code intensity(Unit unit) {
    return switch (unit) {
      case HOUNSFIELD -> Code.dcm("112031", "Attenuation Coefficient");
      case SUV_BODY_WEIGHT -> Code.dcm("126401", "SUVbw");
      default -> Code.own("intensity", "Signal intensity");
    };
  }

  private static Map<String, String[]> load() {
    try (InputStream in = QuantityCodes.class.getResourceAsStream("/dicom/concepts.tsv")) {
      if (in == null) {
        throw new IllegalStateException("/dicom/concepts.tsv is missing from the build");
      }
      Map<String, String[]> rows = new HashMap<>();
      Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(row -> rows.put(row[0], row));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
