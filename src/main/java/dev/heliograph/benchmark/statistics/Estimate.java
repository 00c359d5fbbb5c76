package dev.heliograph.benchmark.statistics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A mean over cases with its uncertainty.
 *
 * @param low lower end of the 95 % interval; meaningless with one cluster
 * @param high upper end
 * @param clusters how many images; with few of them the interval says little about other images
 * @param mdd the difference between two agents that such a benchmark would find with 80 % power at
 *     5 % (two-sided, unpaired): (1.960 + 0.842) · √2 · standard error
 */
public record Estimate(double mean, double low, double high, int cases, int clusters, double mdd) {

  /** Interval and difference are left out where one image alone cannot tell them. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("mean", round(mean));
    if (clusters > 1) {
      json.put("low", round(low)).put("high", round(high));
    }
    json.put("cases", cases).put("clusters", clusters);
    if (clusters > 1) {
      json.put("minimumDetectableDifference", round(mdd));
    }
    return json;
  }

  /** Six decimals: enough for any reader, and the same bytes on every machine. */
  static double round(double value) {
    return Math.rint(value * 1e6) / 1e6;
  }
}
