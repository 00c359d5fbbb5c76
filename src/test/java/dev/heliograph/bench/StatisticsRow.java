package dev.heliograph.bench;

import dev.heliograph.imaging.Checkpoint;
import dev.heliograph.imaging.Parallel;
import dev.heliograph.imaging.Statistics;
import java.util.stream.DoubleStream;

/** Mean, standard deviation, extremes and three percentiles of each label. */
final class StatisticsRow {

  private StatisticsRow() {}

  static Object labels(Scan scan, Parallel threads, boolean warm) {
    return Statistics.ofAll(scan.ct, scan.truth, threads, Checkpoint.NONE).values().stream()
        .flatMapToDouble(
            s ->
                DoubleStream.of(
                    s.mean(),
                    s.sd(),
                    s.min(),
                    s.max(),
                    s.percentile(5),
                    s.percentile(50),
                    s.percentile(95)))
        .toArray();
  }
}
