package dev.heliograph.bench;

import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A CT with 13 organs and lesions, a prediction of them, and masks made from them, as {@code
 * bench/generate.py} writes them.
 */
final class Scan {

  /** Where its files are. */
  final Path folder;

  final Volume ct;
  final LabelMap truth;
  final LabelMap prediction;

  /** 1 where there is any organ or lesion. */
  final LabelMap organs;

  /** 1 in what is denser than 150 HU: bone, vessels and much noise. */
  final LabelMap dense;

  /** 1 in what is denser than −500 HU. */
  final LabelMap body;

  private final Map<String, Object> buffers = new HashMap<>();

  private Scan(Path folder) throws IOException {
    this.folder = folder;
    String[] grid = Files.readString(folder.resolve("grid.txt")).strip().split(" ", -1);
    Geometry g =
        Geometry.axisAligned(
            Integer.parseInt(grid[0]),
            Integer.parseInt(grid[1]),
            Integer.parseInt(grid[2]),
            Double.parseDouble(grid[3]),
            Double.parseDouble(grid[4]),
            Double.parseDouble(grid[5]));
    ShortBuffer hu =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("ct.raw")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    float[] values = new float[g.voxels()];
    for (int p = 0; p < values.length; p++) {
      values[p] = hu.get(p);
    }
    byte[] labels = Files.readAllBytes(folder.resolve("gt.raw"));
    byte[] predicted = Files.readAllBytes(folder.resolve("pred.raw"));
    this.ct = new Volume(g, values, Unit.HOUNSFIELD);
    this.truth = map(g, p -> labels[p]);
    this.prediction = map(g, p -> predicted[p]);
    this.organs = mask(g, p -> labels[p] != 0);
    this.dense = mask(g, p -> values[p] > 150);
    this.body = mask(g, p -> values[p] > -500);
  }

  static Scan read(Path folder) throws IOException {
    return new Scan(folder);
  }

  /** The same buffer each time, for warm runs. */
  <T> T buffer(String name, Class<T> type, Supplier<T> make) {
    return type.cast(buffers.computeIfAbsent(name, n -> make.get()));
  }

  private interface LabelAt {
    int label(int p);
  }

  private static LabelMap map(Geometry g, LabelAt at) {
    short[] labels = new short[g.voxels()];
    for (int p = 0; p < labels.length; p++) {
      labels[p] = (short) at.label(p);
    }
    return new LabelMap(g, labels, Map.of());
  }

  private static LabelMap mask(Geometry g, IntPredicate inside) {
    return map(g, p -> inside.test(p) ? 1 : 0);
  }
}
