package dev.heliograph.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Region;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.SampleCt;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgatstonScoreTest {

  private static final Geometry GRID =
      new Geometry(12, 11, 6, new double[] {-0.5, 0, 0, 9, 0, 0.6, 0, -7, 0, 0, 3, 2});

  private static AgatstonScore of(Volume v, LabelMap map) {
    return AgatstonScore.of(Region.of(v, map, 1, Checkpoint.NONE), Checkpoint.NONE);
  }

  /** 3 × 2 pixels of 0.3 mm² in two slices, and one diagonal pair of pixels, which is too small. */
  private static float[] values(float peak) {
    float[] values = new float[GRID.voxels()];
    for (int k = 2; k < 4; k++) {
      for (int n = 0; n < 6; n++) {
        values[GRID.index(3 + n % 3, 4 + n / 3, k)] = 130;
      }
      values[GRID.index(4, 5, k)] = peak;
    }
    values[GRID.index(9, 9, 1)] = 900;
    values[GRID.index(10, 8, 1)] = 900;
    return values;
  }

  private static LabelMap everything(Geometry g) {
    short[] labels = new short[g.voxels()];
    Arrays.fill(labels, (short) 1);
    return new LabelMap(g, labels, Map.of(1, "heart"));
  }

  @ParameterizedTest
  @CsvSource({"130,1", "199,1", "200,2", "299.5,2", "300,3", "399,3", "400,4", "1500,4"})
  void weightFollowsThePeak(float peak, int weight) {
    AgatstonScore s = of(new Volume(GRID, values(peak), Unit.HOUNSFIELD), everything(GRID));
    assertThat(s.score()).isCloseTo(2 * 1.8 * weight, within(1e-9));
    assertThat(s.volumeMm3()).isCloseTo(12 * 0.9, within(1e-9));
    assertThat(s.lesions()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAS", "LPS", "SRP", "PSR"})
  void flippingAndPermutingAxesChangesNothing(String codes) {
    Volume v = new Volume(GRID, values(320), Unit.HOUNSFIELD);
    AgatstonScore s = of(Reorient.reorient(v, codes), Reorient.reorient(everything(GRID), codes));
    assertThat(s.score()).isCloseTo(2 * 1.8 * 3, within(1e-9));
    assertThat(s.volumeMm3()).isCloseTo(12 * 0.9, within(1e-9));
  }

  @Test
  void largerVoxelsScaleAreaAndSpacing() {
    double[] a = GRID.affine();
    for (int i = 0; i < 12; i++) {
      a[i] *= 2;
    }
    Geometry large = new Geometry(12, 11, 6, a);
    AgatstonScore s = of(new Volume(large, values(320), Unit.HOUNSFIELD), everything(large));
    // The two single pixels are 2 × 1.2 mm² together now, and count: peak 900, weight 4.
    assertThat(s.score()).isCloseTo((2 * 7.2 * 3 + 2.4 * 4) * 2, within(1e-9));
    assertThat(s.sliceMm()).isCloseTo(6, within(1e-12));
  }

  @Test
  void realStructuresScoreWhatScipyScores() throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(getClass().getResourceAsStream("/expected/clinical.json"));
    SampleCt ct = SampleCt.load();
    for (String[] s : new String[][] {{"aorta", "aorta"}, {"vertebrae_L3", "vertebra_L3"}}) {
      JsonNode e = expected.path("agatston_" + s[1]);
      AgatstonScore found =
          AgatstonScore.of(
              Region.of(ct.volume(), ct.labels(), ct.label(s[0]), Checkpoint.NONE),
              Checkpoint.NONE);
      assertThat(found.score()).isCloseTo(e.path("score").asDouble(), within(1e-6));
      assertThat(found.volumeMm3()).isCloseTo(e.path("volume").asDouble(), within(1e-6));
      assertThat(found.lesions()).isEqualTo(e.path("lesions").asInt());
    }
  }
}
