package dev.heliograph.imaging.radiomics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many groups of voxels (runs or zones) have a grey level and a size, and the 16 features that
 * IBSI defines alike for both (reference manual, TP0I and 9SAK).
 */
final class SizeMatrix {

  /** Sizes up to this are counted in arrays; few zones are larger. */
  private static final int SMALL = 1024;

  private final long[][] small;
  private final List<Map<Integer, Long>> large = new ArrayList<>();
  private long groups;

  /**
   * @param levels number of grey levels
   */
  SizeMatrix(int levels) {
    small = new long[levels + 1][];
    for (int i = 0; i <= levels; i++) {
      large.add(new TreeMap<>());
    }
  }

  void add(int level, int size) {
    groups++;
    if (size > SMALL) {
      large.get(level).merge(size, 1L, Long::sum);
      return;
    }
    long[] row = small[level];
    if (row == null) {
      row = new long[8];
    }
    if (row.length <= size) {
      row = Arrays.copyOf(row, Math.max(size + 1, 2 * row.length));
    }
    row[size]++;
    small[level] = row;
  }

  boolean empty() {
    return groups == 0;
  }

  private interface Cell {
    void at(int level, long size, double share);
  }

  /** Every cell that is not zero, with its share of all groups, in order of level and size. */
  private void forEach(Cell cell) {
    for (int i = 1; i < small.length; i++) {
      int level = i;
      long[] row = small[i];
      for (int s = 1; row != null && s < row.length; s++) {
        if (row[s] > 0) {
          cell.at(level, s, row[s] / (double) groups);
        }
      }
      large.get(i).forEach((size, count) -> cell.at(level, size, count / (double) groups));
    }
  }

  /**
   * @param prefix {@code glrlm_} or {@code glszm_}
   * @param names what the family calls the 16 features
   * @param voxels voxels that were grouped, once for each direction
   */
  List<Feature> features(String prefix, List<String> names, long voxels) {
    double[] sums = new double[8];
    double[] byLevel = new double[small.length];
    Map<Long, Double> bySize = new TreeMap<>();
    double[] entropy = new double[1];
    forEach(
        (level, size, share) -> {
          double g = (double) level * level;
          double s = (double) size * size;
          double[] terms = {
            share / s,
            share * s,
            share / g,
            share * g,
            share / (s * g),
            share * g / s,
            share * s / g,
            share * s * g
          };
          for (int t = 0; t < terms.length; t++) {
            sums[t] += terms[t];
          }
          byLevel[level] += share;
          bySize.merge(size, share, Double::sum);
          entropy[0] -= share * Math.log(share) / Math.log(2);
        });
    double levelEnergy = Arrays.stream(byLevel).map(v -> v * v).sum();
    double sizeEnergy = bySize.values().stream().mapToDouble(v -> v * v).sum();
    double[] moments = moments(byLevel, bySize);
    double[] values = {
      sums[0],
      sums[1],
      sums[2],
      sums[3],
      sums[4],
      sums[5],
      sums[6],
      sums[7],
      levelEnergy * groups,
      levelEnergy,
      sizeEnergy * groups,
      sizeEnergy,
      groups / (double) voxels,
      moments[0],
      moments[1],
      entropy[0]
    };
    List<Feature> features = new ArrayList<>();
    for (int f = 0; f < values.length; f++) {
      features.add(new Feature(prefix + names.get(f), values[f], Feature.Scale.NONE));
    }
    return features;
  }

  /** Variances of level and size. */
  private static double[] moments(double[] byLevel, Map<Long, Double> bySize) {
    double level = 0;
    for (int i = 1; i < byLevel.length; i++) {
      level += i * byLevel[i];
    }
    double levelVariance = 0;
    for (int i = 1; i < byLevel.length; i++) {
      levelVariance += byLevel[i] * (i - level) * (i - level);
    }
    double size = 0;
    for (Map.Entry<Long, Double> e : bySize.entrySet()) {
      size += e.getKey() * e.getValue();
    }
    double sizeVariance = 0;
    for (Map.Entry<Long, Double> e : bySize.entrySet()) {
      sizeVariance += e.getValue() * (e.getKey() - size) * (e.getKey() - size);
    }
    return new double[] {levelVariance, sizeVariance};
  }
}
