package dev.heliograph.agent.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.tool.Evidence;
import dev.heliograph.tool.MeasuredQuantity;
import dev.heliograph.tool.MeasuredQuantity.Bound;
import dev.heliograph.volume.Quantity;
import dev.heliograph.volume.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Planted numbers are withheld; honest sentences pass. */
class AnswerGuardTest {

  private static final String SOURCE = "Smith et al., Radiology 1997";

  static MeasuredQuantity quantity(
      int n, String output, @Nullable String structure, double value, Unit unit, Bound bound) {
    String kind = output;
    return new MeasuredQuantity(
        "q" + n,
        output,
        structure,
        new Quantity(kind, value, unit),
        bound,
        new Evidence(
            null,
            null,
            structure,
            null,
            null,
            List.of(),
            "measured",
            "t@1.0.0",
            bound == Bound.REFERENCE ? SOURCE : null));
  }

  private static final List<MeasuredQuantity> QUANTITIES =
      List.of(
          quantity(1, "volume", "liver", 1432.4, Unit.MILLILITRE, Bound.EXACT),
          quantity(2, "volume", "spleen", 214.2, Unit.MILLILITRE, Bound.LOWER),
          quantity(3, "long_axis", "liver", 187, Unit.MILLIMETRE, Bound.EXACT),
          quantity(4, "count", "liver_lesion", 3, Unit.COUNT, Bound.EXACT),
          quantity(5, "mean", "liver", 52.3, Unit.HOUNSFIELD, Bound.EXACT),
          quantity(6, "upper", "liver", 1500, Unit.MILLILITRE, Bound.REFERENCE),
          quantity(7, "volume", "left_kidney", 151, Unit.MILLILITRE, Bound.EXACT),
          quantity(8, "volume", "right_kidney", 163.5, Unit.MILLILITRE, Bound.EXACT),
          quantity(9, "studies", null, 2, Unit.COUNT, Bound.EXACT));

  static final Facts FACTS =
      new Facts(
          QUANTITIES,
          Map.of(
              "liver.volume", List.of(QUANTITIES.get(0)), "both.volume", QUANTITIES.subList(6, 8)),
          Map.of("guess.modality", "CT"),
          List.of("Is my liver bigger than 1800 mL?"),
          Set.of("The tool gave no sign of life for 60 s. Slices 3 to 5 are missing."),
          Set.of("measure_volume@1.2.0", "ct2", "CT Abdomen 5.0 B30f"),
          Set.of("liver", "spleen", "left_kidney", "right_kidney", "liver_lesion", "pancreas"));

  static final List<String> PLANTED =
      List.of(
          "The liver measures 1400 mL.",
          "The liver measures 14OO mL.",
          "The liver measures lO mL.",
          "The liver is ~14 cm long.",
          "The liver measures 1,400 mL.",
          "The liver measures 1 400 mL.",
          "The liver measures 1.4e3 mL.",
          "The liver measures 1.4×10³ mL.",
          "The liver measures 10–20 mL.",
          "About 30 % of the liver is affected.",
          "The ratio is 1:3 in the liver.",
          "The liver scores 7/10.",
          "The scan of 2019 was normal.",
          "The liver weighs 1800 g.",
          "The liver measures １４００ mL.",
          "The liver measures ¹⁴⁰⁰ mL.",
          "The liver measures ١٤٠٠ mL.",
          "The liver measures 𝟏𝟒𝟎𝟎 mL.",
          "There are ①④ lesions in the liver.",
          "There are 4️⃣ lesions in the liver.",
          "There are 🔟 lesions in the liver.",
          "There are 十 lesions in the liver.",
          "The liver measures 1\u200b4\u200b0\u200b0 mL.",
          "The liver measures &#49;&#x34;00 mL.",
          "½ of the liver is affected.",
          "&frac12; of the liver is affected.",
          "The volume is `1400 mL` for the liver.",
          "See [1400 mL](volume.html) for the liver.",
          "The liver measures **14**00 mL.",
          "Output: ```liver = 1400```",
          "There are four liver lesions.",
          "There are fo**u**r liver lesions.",
          "There are f\u200bour liver lesions.",
          "There are f\u043eur liver lesions.",
          "There are f o u r liver lesions.",
          "There are vier Läsionen.",
          "There are a dozen lesions.",
          "There are a pair of lesions.",
          "There is one liver lesion.",
          "There is a solitary liver lesion.",
          "Zero liver lesions were found.",
          "Half of the liver is affected.",
          "One third of the liver is affected.",
          "The lesion grew threefold.",
          "The lesion is twice as large as before.",
          "The third lesion is the largest.",
          "The liver measures fourteen hundred millilitres.",
          "The lesion spans twenty-one millimetres.",
          "This is stage III disease.",
          "This is stage Ⅲ disease.",
          "The liver measures MCD mL.",
          // the right number of another organ, unit or side
          "The spleen measures 1432 mL.",
          "The left kidney measures 163.5 mL.",
          "It measures 1432 mL.",
          "The liver measures 1432 cm.",
          "The liver measures 1432 L.",
          "The liver's mean is 52.3 mL.",
          "There are two liver lesions.",
          "The spleen measures 1432 mL and the liver 214 mL.",
          "The liver measures [[q2]].",
          "The liver measures [[q2]] and the spleen [[q1]].",
          "The left kidney measures [[q8]].",
          "[[q8]] for the left kidney.",
          "The liver measures [[q1]] L.",
          "The liver measures -[[q1]].",
          "The liver measures [[q1]]0.",
          "The liver measures 1[[q1]].",
          "The liver measures [[q1]] million.",
          "The liver gave no sign of life for 60 s.",
          // references to nothing
          "The liver measures [[q99]].",
          "The liver measures [[q1 in mm]].",
          "The liver measures [[q1 in stone]].",
          "The kidneys measure [[both.volume]].",
          // numbers the user did not type, or that are not said to be the user's
          "You said the spleen has 300 mL.",
          "The liver measures 1800 mL.",
          "You asked about 1800 cm.");

  @TestFactory
  Stream<DynamicTest> aPlantedNumberIsWithheldAndTheRestIsShown() {
    return PLANTED.stream()
        .map(
            planted ->
                DynamicTest.dynamicTest(
                    planted,
                    () -> {
                      Grounded g =
                          new AnswerGuard(FACTS)
                              .ground("The scan was read.\n" + planted + "\nThe liver is normal.");
                      assertThat(g.text()).isEqualTo("The scan was read.\nThe liver is normal.");
                      assertThat(g.problems()).isNotEmpty();
                      assertThat(g.reasons()).isNotEmpty();
                      assertThat(String.join("", g.reasons())).doesNotContainPattern("[0-9]");
                    }));
  }

  record Honest(String said, String shown) {
    static Honest same(String said) {
      return new Honest(said, said);
    }
  }

  static final List<Honest> HONEST =
      List.of(
          new Honest("The liver measures [[q1]].", "The liver measures 1432 mL."),
          new Honest("The liver measures [[liver.volume]].", "The liver measures 1432 mL."),
          new Honest("The liver measures [[$liver.volume in L]].", "The liver measures 1.43 L."),
          new Honest("The liver volume is [[q1]] mL.", "The liver volume is 1432 mL."),
          new Honest(
              "The spleen measures [[q2]], as the scan cuts it.",
              "The spleen measures at least 214 mL, as the scan cuts it."),
          new Honest("[[q2]] is the spleen's volume.", "At least 214 mL is the spleen's volume."),
          new Honest(
              "The spleen measures at least [[q2]].", "The spleen measures at least 214 mL."),
          new Honest("The spleen measures 214 mL.", "The spleen measures at least 214 mL."),
          new Honest(
              "The spleen measures at least 214 mL.", "The spleen measures at least 214 mL."),
          new Honest("The liver measures 1,432 mL.", "The liver measures 1432 mL."),
          new Honest("The liver measures 1432.4 mL.", "The liver measures 1432 mL."),
          new Honest("The liver measures 1.43 L.", "The liver measures 1.43 L."),
          new Honest("The liver measures **1432 mL**.", "The liver measures **1432 mL**."),
          new Honest("There are three liver lesions.", "There are 3 liver lesions."),
          new Honest("There are 2 studies.", "There are 2 studies."),
          new Honest(
              "The liver and the spleen measure [[q1]] and [[q2]].",
              "The liver and the spleen measure 1432 mL and at least 214 mL."),
          new Honest(
              "The liver measures [[q1]], the spleen [[q2]].",
              "The liver measures 1432 mL, the spleen at least 214 mL."),
          new Honest(
              "We found [[q1]] for the liver and [[q2]] for the spleen.",
              "We found 1432 mL for the liver and at least 214 mL for the spleen."),
          new Honest(
              "The liver is larger than the spleen: [[q1]] against [[q2]].",
              "The liver is larger than the spleen: 1432 mL against at least 214 mL."),
          new Honest(
              "The left kidney measures [[q7]] and the right kidney [[q8]].",
              "The left kidney measures 151 mL and the right kidney 164 mL."),
          new Honest("Kidneys: left [[q7]], right [[q8]].", "Kidneys: left 151 mL, right 164 mL."),
          new Honest(
              "You asked whether it exceeds 1800 mL; the liver measures [[q1]].",
              "You asked whether it exceeds 1800 mL; the liver measures 1432 mL."),
          new Honest(
              "The liver lies below the upper reference of [[q6]] (Radiology 1997).",
              "The liver lies below the upper reference of 1500 mL (Radiology 1997)."),
          new Honest(
              "Compared with [[q6]], the liver is small.",
              "Compared with 1500 mL (reference), the liver is small."),
          new Honest("The image is a [[guess.modality]].", "The image is a CT."),
          new Honest(
              "1. The liver measures [[q1]].\n2. The spleen measures [[q2]].",
              "1. The liver measures 1432 mL.\n2. The spleen measures at least 214 mL."),
          Honest.same("Measured at L3 by RECIST 1.1 on T1 images in 3D."),
          Honest.same("The L1–L5 vertebrae and segment IVa look normal."),
          Honest.same("First, I segmented the liver, e.g. to measure it."),
          Honest.same("This one is larger; one of the tools says so."),
          Honest.same("In ct2, by measure_volume@1.2.0 on CT Abdomen 5.0 B30f."),
          Honest.same("It failed: the tool gave no sign of life for 60 s."),
          Honest.same("Note: slices 3 to 5 are missing."),
          Honest.same("Volumes are given in cm³ or mL, often within seconds."),
          Honest.same("I cannot tell; none of the tools measures attenuation of the bone."),
          Honest.same("No pancreas was segmented, so its size is unknown!"));

  @TestFactory
  Stream<DynamicTest> anHonestTextPassesWhole() {
    return HONEST.stream()
        .map(
            h ->
                DynamicTest.dynamicTest(
                    h.said(),
                    () -> {
                      Grounded g = new AnswerGuard(FACTS).ground(h.said());
                      assertThat(g.problems()).isEmpty();
                      assertThat(g.text()).isEqualTo(h.shown());
                    }));
  }

  @Test
  void aBoundLiteralBecomesASegmentOfItsQuantity() {
    Grounded g = new AnswerGuard(FACTS).ground("The liver measures 1,432 mL.");
    assertThat(g.segments()).hasSize(3);
    assertThat(g.segments().get(1).quantity()).isEqualTo(QUANTITIES.get(0));
  }
}
