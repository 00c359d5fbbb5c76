package dev.heliograph.inference;

import dev.heliograph.volume.LabelMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a segmenter found.
 *
 * @param labels on the scan's own grid, with every label of the card
 * @param notices what the reader must know
 * @param usage what it took
 */
public record Segmentation(LabelMap labels, List<Notice> notices, Usage usage) {

  /**
   * @param code {@code outside_domain}, {@code implausible_volume}, {@code cut_by_scan_edge} or
   *     {@code not_found}
   */
  public record Notice(String code, String message) {}

  /**
   * @param wall elapsed time
   * @param cpu time of the calling thread on a processor; the runtime's own threads come on top
   * @param estimatedPeakBytes what {@link MemoryEstimate} expected
   */
  public record Usage(Duration wall, Duration cpu, long estimatedPeakBytes) {}

  public Segmentation {
    notices = List.copyOf(notices);
  }

  /**
   * The labels without the structures that the card does not vouch for ({@code prefer: false}), so
   * that nobody measures them by mistake.
   */
  public LabelMap vouchedFor(ModelCard card) {
    Map<Integer, String> structures = new TreeMap<>(labels.structures());
    boolean[] drop = new boolean[card.channels()];
    for (ModelCard.Label l : card.labels()) {
      if (!l.prefer()) {
        structures.remove(l.index());
        drop[l.index()] = true;
      }
    }
    short[] kept = labels.labels().clone();
    for (int p = 0; p < kept.length; p++) {
      kept[p] = drop[kept[p]] ? 0 : kept[p];
    }
    return new LabelMap(labels.geometry(), kept, structures);
  }
}
