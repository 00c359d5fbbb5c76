package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sorts slices into stacks that have one honest grid each: one per series, orientation, size and
 * kind of view; several slices at one place become several stacks; a stack with missing slices is
 * cut at the gap.
 */
public final class StackSorter {

  /** Two slices closer than this are at the same place. */
  private static final double SAME_PLACE_MM = 0.01;

  private static final int MOST_PARTS = 8;

  private final List<DicomStack> stacks = new ArrayList<>();
  private final List<FormatException> problems = new ArrayList<>();

  private StackSorter() {}

  /**
   * What came of the slices.
   *
   * @param stacks readable stacks, in the order their first slices came
   * @param problems groups of slices that make no stack
   */
  public record Sorted(List<DicomStack> stacks, List<FormatException> problems) {
    public Sorted {
      stacks = List.copyOf(stacks);
      problems = List.copyOf(problems);
    }
  }

  /** Sorts the slices of any number of series. */
  public static Sorted sort(List<DicomSlice> slices) {
    StackSorter sorter = new StackSorter();
    Map<String, List<DicomSlice>> groups = new LinkedHashMap<>();
    Map<String, Set<String>> perSeries = new LinkedHashMap<>();
    Set<String> instances = new HashSet<>();
    int twice = 0;
    for (DicomSlice s : slices) {
      if (!s.instance().isEmpty() && !instances.add(s.instance() + "#" + s.frame())) {
        twice += s.frame() == 0 ? 1 : 0;
        continue;
      }
      String key = key(s);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(s);
      perSeries.computeIfAbsent(s.series(), k -> new HashSet<>()).add(key);
    }
    for (List<DicomSlice> group : groups.values()) {
      DicomSlice first = group.get(0);
      List<String> warnings = new ArrayList<>();
      if (twice > 0) {
        warnings.add(
            "files were uploaded twice (same SOPInstanceUID), "
                + twice
                + " of them; one of each was used");
      }
      int parts = perSeries.getOrDefault(first.series(), Set.of()).size();
      if (parts > 1) {
        warnings.add(
            "the series mixes slices of different orientation, size or kind;"
                + " it was split into "
                + parts
                + " images");
      }
      if (first.localizer()) {
        warnings.add("this is a localizer (scout view), not meant for measuring");
      }
      if (first.inverted()) {
        warnings.add("small values are bright in this image (MONOCHROME1); values are as stored");
      }
      if (!first.burnedIn().isEmpty()) {
        warnings.add(first.burnedIn());
      }
      if (first.colour() && first.frames() > 1) {
        warnings.add("colours were turned into brightness");
      }
      sorter.group(group, warnings);
    }
    return new Sorted(sorter.stacks, sorter.problems);
  }

  private static String key(DicomSlice s) {
    StringBuilder key = new StringBuilder(s.series());
    key.append('/').append(s.columns()).append('x').append(s.rows()).append(s.localizer());
    key.append(s.modality()).append(s.colour());
    double[] row = s.row();
    double[] column = s.column();
    if (row == null || column == null) {
      // Without a position nothing can be stacked but the frames of one file.
      return key.append('/').append(s.source().name()).append(s.instance()).toString();
    }
    for (double[] v : Arrays.asList(row, column, s.spacing().mm())) {
      for (double d : v == null ? new double[0] : v) {
        key.append('/').append(Math.round(d * 1000));
      }
    }
    return key.toString();
  }

  private void group(List<DicomSlice> group, List<String> warnings) {
    if (group.get(0).positionMm() == null) {
      stacks.add(Grids.unplaced(group, warnings));
      return;
    }
    TreeMap<Double, List<DicomSlice>> places = new TreeMap<>();
    double[] normal = Grids.normal(group.get(0));
    for (DicomSlice s : group) {
      double at = Vectors.dot(normal, Grids.position(s));
      Double near = nearest(places, at);
      places.computeIfAbsent(near == null ? at : near, k -> new ArrayList<>()).add(s);
    }
    int most = places.values().stream().mapToInt(List::size).max().orElse(0);
    int least = places.values().stream().mapToInt(List::size).min().orElse(0);
    places.values().forEach(p -> p.sort(Comparator.comparingInt(DicomSlice::number)));
    if (most == 1) {
      cut(new ArrayList<>(flatten(places, 0)), warnings);
    } else if (most == least) {
      for (int n = 0; n < most; n++) {
        List<String> w = new ArrayList<>(warnings);
        w.add("every place of the series holds " + most + " slices; this is image " + (n + 1));
        cut(flatten(places, n), w);
      }
    } else {
      warnings.add(
          group.size()
              - places.size()
              + " slices lie where another one is; of each place the one with the lowest"
              + " InstanceNumber was used");
      cut(flatten(places, 0), warnings);
    }
  }

  private static @Nullable Double nearest(TreeMap<Double, ?> places, double at) {
    Double below = places.floorKey(at + SAME_PLACE_MM);
    return below != null && below >= at - SAME_PLACE_MM ? below : null;
  }

  private static List<DicomSlice> flatten(TreeMap<Double, List<DicomSlice>> places, int n) {
    return places.values().stream().map(p -> p.get(n)).toList();
  }

  /** Cuts ordered slices where the distance jumps, and makes a stack of each part. */
  private void cut(List<DicomSlice> slices, List<String> warnings) {
    List<List<DicomSlice>> parts = Grids.evenParts(slices);
    if (parts.size() > MOST_PARTS) {
      problems.add(
          new FormatException(
              "the series' slices are unevenly spaced (" + parts.size() + " changes of distance)",
              "resample it to even slices, for example with dcm2niix, and upload the NIfTI file"));
      return;
    }
    for (int n = 0; n < parts.size(); n++) {
      List<String> w = new ArrayList<>(warnings);
      if (parts.size() > 1) {
        w.add(
            "slices are missing: the series was cut at the gap, this is part "
                + (n + 1)
                + " of "
                + parts.size());
      }
      try {
        stacks.add(Grids.stack(parts.get(n), w));
      } catch (FormatException e) {
        problems.add(e);
      }
    }
  }
}
