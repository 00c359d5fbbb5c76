package dev.heliograph.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.testing.Phantoms;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Geometry GRID =
      Phantoms.oblique(30, new double[] {1, 1.5, 2}, 20, -10).withSize(9, 8, 7);

  private static Volume numbered() {
    float[] v = new float[GRID.voxels()];
    for (int p = 0; p < v.length; p++) {
      v[p] = p + 1;
    }
    return new Volume(GRID, v, Unit.ARBITRARY);
  }

  @Test
  void everyVoxelStaysWhereItIsInThePatient() {
    Volume out = new Window(GRID, new int[] {-2, 3, 5}, new int[] {14, 4, 6}).of(numbered(), -7);
    for (int k = 0; k < 6; k++) {
      for (int j = 0; j < 4; j++) {
        for (int i = 0; i < 14; i++) {
          boolean inside = i >= 2 && i < 11 && k < 2;
          float expected = inside ? numbered().at(i - 2, j + 3, k + 5) : -7;
          assertThat(out.at(i, j, k)).isEqualTo(expected);
          assertThat(out.geometry().toWorld(i, j, k))
              .containsExactly(GRID.toWorld(i - 2, j + 3, k + 5), within(1e-9));
        }
      }
    }
  }

  @Test
  void paddingAndCroppingBackChangesNothing() {
    Window pad = new Window(GRID, new int[] {-3, -2, -1}, new int[] {15, 12, 9});
    Volume padded = pad.of(numbered(), 0);
    Window crop = new Window(padded.geometry(), new int[] {3, 2, 1}, new int[] {9, 8, 7});
    assertThat(crop.of(padded, 0).values()).isEqualTo(numbered().values());
    assertThat(crop.geometry().sameGrid(GRID, 1e-9)).isTrue();
    assertThatThrownBy(() -> crop.of(numbered(), 0)).hasMessageContaining("another grid");
  }

  @Test
  void aBoxBesideTheGridIsEmpty() {
    Volume out = new Window(GRID, new int[] {20, 0, 0}, new int[] {2, 2, 2}).of(numbered(), 5);
    assertThat(out.values()).containsOnly(5);
  }

  @Test
  void aroundAStructureNothingIsLostAndTheEdgeIsKept() {
    short[] labels = new short[GRID.voxels()];
    labels[GRID.index(1, 4, 3)] = 9;
    labels[GRID.index(4, 5, 6)] = 9;
    LabelMap map = new LabelMap(GRID, labels, Map.of(9, "a"));
    LabelMap out = Window.around(Extent.of(map, 9, Checkpoint.NONE), 2).of(map);
    Geometry g = out.geometry();
    assertThat(new int[] {g.nx(), g.ny(), g.nz()}).containsExactly(7, 6, 6);
    assertThat(out.at(1, 2, 2)).isEqualTo(9);
    assertThat(out.at(4, 3, 5)).isEqualTo(9);
    assertThat(Extent.of(out, 9, Checkpoint.NONE).voxels()).isEqualTo(2);
    assertThat(out.structures()).isEqualTo(map.structures());
  }

  @Test
  void flippingReversesOneAxisAndKeepsPositions() {
    for (int axis = 0; axis < 3; axis++) {
      Volume out = Reorient.reorient(numbered(), Reorient.flipped(GRID, axis));
      int[] p = {2, 3, 4};
      int[] q = p.clone();
      q[axis] = new int[] {9, 8, 7}[axis] - 1 - p[axis];
      assertThat(out.at(q[0], q[1], q[2])).isEqualTo(numbered().at(2, 3, 4));
      assertThat(out.geometry().toWorld(q[0], q[1], q[2]))
          .containsExactly(GRID.toWorld(2, 3, 4), within(1e-9));
    }
  }
}
