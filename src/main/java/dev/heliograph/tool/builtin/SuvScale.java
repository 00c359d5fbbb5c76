package dev.heliograph.tool.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.format.dicom.PetMetadata;
import dev.heliograph.imaging.measure.LeanBodyMass;
import dev.heliograph.imaging.measure.UptakeScale;
import dev.heliograph.study.Image;
import dev.heliograph.tool.QuantityJson;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The factor from an image's values to SUV: by the files' attributes, or by what the call says.
 * What the call says goes first.
 *
 * @param factor SUV for each unit of the image
 * @param unit {@link Unit#SUV_BODY_WEIGHT} or {@link Unit#SUV_LEAN_BODY_MASS}
 * @param method how the factor came about
 */
record SuvScale(double factor, Unit unit, String method) {

  static SuvScale of(Image image, Volume volume, ObjectNode arguments) {
    return new Reader(image, volume, arguments).scale();
  }

  private static final String SUV = "already_suv";
  private static final String ACTIVITY = "becquerel_per_ml";

  private static final class Reader {
    private final Image image;
    private final ObjectNode arguments;
    private final Optional<PetMetadata> files;
    private final String values;

    Reader(Image image, Volume volume, ObjectNode arguments) {
      this.image = image;
      this.arguments = arguments;
      this.files = PetMetadata.of(image.attributes());
      this.values = values(volume, arguments.path("values").asText(""));
    }

    private String values(Volume volume, String said) {
      String found =
          volume.unit() == Unit.SUV_BODY_WEIGHT
              ? SUV
              : volume.unit() == Unit.BECQUEREL_PER_MILLILITRE
                  ? ACTIVITY
                  : files.map(Reader::valuesOf).orElse("");
      if (!said.isEmpty() && !found.isEmpty() && !said.equals(found)) {
        throw new BuiltinTool.Rejection(
            "the call says " + said + ", and the files of '" + image.name() + "' say " + found,
            "leave `values` out");
      }
      return said.isEmpty() ? found : said;
    }

    /** What the files' Units say (PS3.3 C.8.9.1.1.3). */
    private static String valuesOf(PetMetadata pet) {
      return switch (pet.units().toUpperCase(Locale.ROOT)) {
        case "BQML" -> ACTIVITY;
        case "GML" ->
            pet.suvType().isEmpty() || pet.suvType().equals("BW") ? SUV : "SUV by " + pet.suvType();
        case "CNTS" -> pet.philipsSuvFactor().isPresent() ? "philips" : "counts";
        default -> pet.units();
      };
    }

    SuvScale scale() {
      String by = arguments.path("normalise_by").asText("body_weight");
      double factor;
      String method;
      switch (values) {
        case SUV -> {
          factor = 1;
          method = "the values are SUVbw already";
        }
        case "philips" -> {
          factor = files.flatMap(f -> box(f.philipsSuvFactor())).orElseThrow();
          method = "counts × the vendor's SUV factor";
        }
        case ACTIVITY -> {
          factor = fromActivity();
          method =
              "Bq/mL × weight / dose decayed to the start of the scan (QIBA vendor-neutral"
                  + " pseudo-code)";
        }
        default ->
            throw new BuiltinTool.Rejection(
                values.isEmpty()
                    ? "nothing says whether the values of '" + image.name() + "' are SUV or Bq/mL"
                    : "the values of '" + image.name() + "' are " + values + ", not SUV or Bq/mL",
                "say with `values` what they are, already_suv or becquerel_per_ml");
      }
      if (by.equals("body_weight")) {
        return new SuvScale(factor, Unit.SUV_BODY_WEIGHT, method);
      }
      LeanBodyMass formula =
          by.endsWith("janmahasatian") ? LeanBodyMass.JANMAHASATIAN : LeanBodyMass.JAMES;
      double weight = kilograms();
      double lean = formula.kilograms(weight, height(), male());
      if (!(lean > 0) || lean > weight) {
        throw new BuiltinTool.Rejection(
            "the lean body mass of " + formula + " is outside of its range for this weight",
            "normalise by body weight, or by the other formula");
      }
      return new SuvScale(
          factor * lean / weight,
          Unit.SUV_LEAN_BODY_MASS,
          method + ", by lean body mass of " + formula.name().toLowerCase(Locale.ROOT));
    }

    private double fromActivity() {
      double dose = need("dose", "dose", Unit.BECQUEREL, files.flatMap(f -> box(f.doseBq())));
      double halfLife =
          need("half_life", "half-life", Unit.SECOND, files.flatMap(f -> box(f.halfLifeSeconds())));
      double delay =
          need(
              "delay",
              "time from injection to the scan",
              Unit.SECOND,
              files.flatMap(f -> box(f.decaySeconds())));
      files.ifPresent(this::requireCorrections);
      try {
        return UptakeScale.perBecquerelPerMillilitre(dose, halfLife, delay, kilograms());
      } catch (IllegalArgumentException e) {
        throw new BuiltinTool.Rejection(String.valueOf(e.getMessage()), "correct the numbers");
      }
    }

    private void requireCorrections(PetMetadata pet) {
      if (!pet.correctedImage().contains("DECY") || !pet.correctedImage().contains("ATTN")) {
        throw new BuiltinTool.Rejection(
            "the files do not say that '"
                + image.name()
                + "' is corrected for decay and attenuation, without which there is no SUV",
            "choose the corrected series");
      }
    }

    private double kilograms() {
      return need("weight", "body weight", Unit.KILOGRAM, files.flatMap(f -> box(f.weightKg())));
    }

    private double height() {
      return need("height", "body height", Unit.METRE, files.flatMap(f -> box(f.heightM())));
    }

    private boolean male() {
      String sex = arguments.path("sex").asText(files.map(PetMetadata::sex).orElse(""));
      if (!sex.equals("M") && !sex.equals("F")) {
        throw new BuiltinTool.Rejection(
            "lean body mass needs the sex, and nothing says it", "give `sex` as F or M");
      }
      return sex.equals("M");
    }

    private double need(String argument, String words, Unit unit, Optional<Double> fromFiles) {
      if (arguments.has(argument)) {
        return QuantityJson.quantity(arguments.path(argument)).in(unit).value();
      }
      return fromFiles.orElseThrow(
          () ->
              new BuiltinTool.Rejection(
                  "SUV needs the " + words + ", and the files of '" + image.name() + "' lack it",
                  "give `" + argument + "` as a quantity, such as in " + unit.ucum()));
    }

    private static Optional<Double> box(OptionalDouble d) {
      return d.isPresent() ? Optional.of(d.getAsDouble()) : Optional.empty();
    }
  }
}
