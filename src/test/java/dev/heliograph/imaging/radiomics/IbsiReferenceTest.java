package dev.heliograph.imaging.radiomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every feature has the consensus value of IBSI's digital phantom, in every aggregation. */
class IbsiReferenceTest {

  private final Region region =
      Region.of(IbsiPhantom.volume(), IbsiPhantom.mask(), 1, Checkpoint.NONE);
  private final Levels levels = Levels.fixedWidth(region, 1, 1);

  private Map<String, Double> computed() {
    Map<String, Double> values = new TreeMap<>();
    List<Feature> plain = new ArrayList<>(IntensityFeatures.statistics(region));
    plain.addAll(IntensityFeatures.histogram(levels));
    plain.addAll(ShapeFeatures.of(region, Checkpoint.NONE));
    plain.forEach(f -> values.put(f.name() + ",", f.value()));
    for (Aggregation a : Aggregation.values()) {
      List<Feature> texture = new ArrayList<>(Cooccurrence.features(levels, a, Checkpoint.NONE));
      texture.addAll(RunLengths.features(levels, a, Checkpoint.NONE));
      texture.addAll(ZoneSizes.features(levels, a, Checkpoint.NONE));
      texture.forEach(f -> values.put(f.name() + "," + a, f.value()));
    }
    return values;
  }

  private static List<String[]> reference() throws IOException {
    return new String(IbsiPhantom.bytes("reference.csv"), StandardCharsets.UTF_8)
        .lines()
        .skip(1)
        .filter(l -> !l.startsWith("peak_"))
        .map(l -> l.split(",", -1))
        .toList();
  }

  @TestFactory
  List<DynamicTest> agreesWithTheConsensus() throws IOException {
    Map<String, Double> computed = computed();
    return reference().stream()
        .map(
            r ->
                DynamicTest.dynamicTest(
                    r[0] + " " + r[1],
                    () ->
                        assertThat(computed.get(r[0] + "," + r[1]))
                            .isCloseTo(Double.parseDouble(r[2]), within(tolerance(r)))))
        .toList();
  }

  /** The manual's, or half a unit of the third significant digit. */
  private static double tolerance(String[] r) {
    double stated = Double.parseDouble(r[3]);
    BigDecimal value = new BigDecimal(r[2]);
    int digits = value.precision() - value.scale();
    return stated > 0 ? stated : 0.5000001 * Math.pow(10, digits - 3);
  }

  @Test
  void everyFeatureIsHeldToTheConsensus() throws IOException {
    List<String> names = reference().stream().map(r -> r[0]).distinct().toList();
    assertThat(computed().keySet())
        .allSatisfy(k -> assertThat(names).contains(k.substring(0, k.indexOf(','))));
    assertThat(names).hasSize(18 + 3 + 23 + 25 + 16 + 16);
  }
}
