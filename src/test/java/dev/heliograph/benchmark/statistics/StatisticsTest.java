package dev.heliograph.benchmark.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against values computed by hand. */
class StatisticsTest {

  @Test
  void passHat() {
    // C(3,2)/C(4,2) = 3/6; C(2,3) = 0; C(4,4)/C(4,4) = 1.
    assertThat(PassAt.hat(4, 3, 1)).isCloseTo(0.75, within(1e-12));
    assertThat(PassAt.hat(4, 3, 2)).isCloseTo(0.5, within(1e-12));
    assertThat(PassAt.hat(4, 2, 3)).isZero();
    assertThat(PassAt.hat(4, 4, 4)).isEqualTo(1);
    assertThatThrownBy(() -> PassAt.hat(4, 5, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PassAt.hat(4, 2, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantilesAreOfTypeSeven() {
    double[] sorted = {1, 2, 3, 4};
    assertThat(Bootstrap.quantile(sorted, 0.5)).isCloseTo(2.5, within(1e-12));
    assertThat(Bootstrap.quantile(sorted, 0.25)).isCloseTo(1.75, within(1e-12));
  }

  @Test
  void theBootstrapDrawsImagesAndNotCases() {
    // Image a: 3 cases of 1, image b: 1 case of 0. Drawn: aa (mean 1), ab and ba (0.75), bb (0).
    List<Bootstrap.Item> items =
        List.of(
            new Bootstrap.Item("a", 1),
            new Bootstrap.Item("a", 1),
            new Bootstrap.Item("a", 1),
            new Bootstrap.Item("b", 0));
    Estimate e = Bootstrap.of(items, 7);
    assertThat(e.mean()).isCloseTo(0.75, within(1e-12));
    assertThat(e.low()).isZero();
    assertThat(e.high()).isEqualTo(1);
    assertThat(e.clusters()).isEqualTo(2);
    // Variance of {1, ¾, ¾, 0} = 0.140625; 2.801585 · √2 · 0.375 = 1.4857.
    assertThat(e.mdd()).isCloseTo(1.4857, within(0.06));
    assertThat(Bootstrap.of(items, 7)).isEqualTo(e);
  }

  @Test
  void sevenOfSevenIsNoCertainty() {
    List<Bootstrap.Item> items = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      items.add(new Bootstrap.Item(i < 4 ? "a" : "b", 1));
    }
    // Wilson: 7 / (7 + 1.96²) = 0.6457.
    Estimate e = Bootstrap.of(items, 0);
    assertThat(e.low()).isCloseTo(0.6457, within(1e-4));
    assertThat(e.high()).isEqualTo(1);
  }

  @Test
  void oneImageGivesNoInterval() {
    Estimate e = Bootstrap.of(List.of(new Bootstrap.Item("a", 1), new Bootstrap.Item("a", 0)), 0);
    assertThat(e.json().path("mean").asDouble()).isEqualTo(0.5);
    assertThat(e.json().has("low")).isFalse();
  }

  @Test
  void comparisonIsPairedByCase() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String a =
        """
        {"scoring": 1, "cases": [
          {"case": "x", "cluster": "a", "trials": 2, "passed": 1, "infraErrors": 0},
          {"case": "y", "cluster": "b", "trials": 2, "passed": 2, "infraErrors": 0},
          {"case": "z", "cluster": "b", "trials": 1, "passed": 1, "infraErrors": 0}]}
        """;
    String b =
        """
        {"scoring": 1, "cases": [
          {"case": "x", "cluster": "a", "trials": 2, "passed": 2, "infraErrors": 0},
          {"case": "y", "cluster": "b", "trials": 3, "passed": 2, "infraErrors": 1}]}
        """;
    Comparison c = Comparison.of(json.readTree(a), json.readTree(b), 0);
    // x: 1 − ½, y: 2/2 − 2/2, z is not in both.
    assertThat(c.difference().mean()).isCloseTo(0.25, within(1e-12));
    assertThat(c.onlyB()).containsExactly("x");
    assertThat(c.onlyA()).isEmpty();
    assertThat(c.unpaired()).containsExactly("z");
    assertThatThrownBy(() -> Comparison.of(json.readTree(a), json.readTree("{\"scoring\": 9}"), 0))
        .hasMessageContaining("rescore");
  }
}
