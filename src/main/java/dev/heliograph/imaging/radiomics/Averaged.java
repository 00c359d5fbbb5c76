package dev.heliograph.imaging.radiomics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean of each feature over several matrices. A matrix in which one has no value is left out.
 */
final class Averaged {

  private static final class Sum {
    double total;
    int count;
    Feature.Scale scale = Feature.Scale.NONE;
  }

  private final Map<String, Sum> sums = new LinkedHashMap<>();

  void add(List<Feature> features) {
    for (Feature f : features) {
      Sum sum = sums.computeIfAbsent(f.name(), n -> new Sum());
      sum.scale = f.scale();
      if (!Double.isNaN(f.value())) {
        sum.total += f.value();
        sum.count++;
      }
    }
  }

  /** NaN where no matrix gave a value; empty if there was no matrix. */
  List<Feature> features() {
    List<Feature> means = new ArrayList<>();
    sums.forEach(
        (name, s) ->
            means.add(new Feature(name, s.count == 0 ? Double.NaN : s.total / s.count, s.scale)));
    return means;
  }
}
