package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published formulas, with numbers worked out by hand. */
class FormulasTest {

  private static final double F18 = 6586.2;

  @Test
  void suvOfAUniformBodyIsOne() {
    // 370 MBq in 70 kg, one half-life later: 185 MBq / 70 000 g = 2642.857 Bq/mL is SUV 1.
    double scale = UptakeScale.perBecquerelPerMillilitre(370e6, F18, F18, 70);
    assertThat(scale * 185e6 / 70_000).isCloseTo(1, within(1e-12));
    assertThat(UptakeScale.perBecquerelPerMillilitre(370e6, F18, 0, 70) * 370e6 / 70_000)
        .isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> UptakeScale.perBecquerelPerMillilitre(0, F18, 0, 70))
        .hasMessageContaining("positive");
    assertThatThrownBy(() -> UptakeScale.perBecquerelPerMillilitre(1, F18, -1, 70))
        .hasMessageContaining("not negative");
  }

  @Test
  void leanBodyMass() {
    // 80 kg, 1.80 m: (80/180)² = 0.197531; BMI 24.6914.
    assertThat(LeanBodyMass.JAMES.kilograms(80, 1.8, true)).isCloseTo(62.7160, within(1e-4));
    assertThat(LeanBodyMass.JAMES.kilograms(80, 1.8, false)).isCloseTo(56.3654, within(1e-4));
    assertThat(LeanBodyMass.JANMAHASATIAN.kilograms(80, 1.8, true))
        .isCloseTo(741_600 / (6680 + 5333.333), within(1e-3));
    assertThat(LeanBodyMass.JANMAHASATIAN.kilograms(80, 1.8, false))
        .isCloseTo(741_600 / (8780 + 6024.691), within(1e-3));
  }

  @ParameterizedTest
  @CsvSource({
    "100,100,100,STABLE_DISEASE",
    "100,100,70,PARTIAL_RESPONSE",
    "100,100,70.1,STABLE_DISEASE",
    "100,100,120,PROGRESSIVE_DISEASE",
    "100,100,119.9,STABLE_DISEASE",
    "100,50,60,PROGRESSIVE_DISEASE",
    "100,20,24,PARTIAL_RESPONSE",
    "100,20,25,PROGRESSIVE_DISEASE",
    "100,0,6,PROGRESSIVE_DISEASE",
    "20,20,24.9,STABLE_DISEASE"
  })
  void recist(double baseline, double nadir, double now, Response response) {
    assertThat(Response.of(baseline, nadir, now, false, false)).isEqualTo(response);
    assertThat(Response.of(baseline, nadir, now, false, true))
        .isEqualTo(Response.PROGRESSIVE_DISEASE);
  }

  @Test
  void completeResponseAndBadSums() {
    assertThat(Response.of(50, 0, 0, true, false)).isEqualTo(Response.COMPLETE_RESPONSE);
    // Nodes that are normal again keep a diameter.
    assertThat(Response.of(18, 9, 9, true, false)).isEqualTo(Response.COMPLETE_RESPONSE);
    assertThatThrownBy(() -> Response.of(0, 0, 5, false, false)).hasMessageContaining("baseline");
    assertThatThrownBy(() -> Response.of(50, 60, 5, false, false)).hasMessageContaining("nadir");
  }

  @Test
  void doublingTime() {
    assertThat(Response.doublingDays(1, 2, 100)).isCloseTo(100, within(1e-9));
    assertThat(Response.doublingDays(1, 8, 90)).isCloseTo(30, within(1e-9));
    assertThat(Response.doublingDays(4, 1, 90)).isCloseTo(-45, within(1e-9));
    assertThatThrownBy(() -> Response.doublingDays(0, 1, 90)).hasMessageContaining("positive");
  }
}
