package dev.heliograph.format.dicom.derived;

import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.DataSetBuilder;
import dev.heliograph.format.dicom.data.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** References to instances (PS3.3 C.12.2, 10.8). */
final class References {

  private References() {}

  static DataSetBuilder instance(String sopClass, String instance) {
    return new DataSetBuilder()
        .text(Tags.REFERENCED_SOP_CLASS_UID, sopClass)
        .text(Tags.REFERENCED_SOP_INSTANCE_UID, instance);
  }

  /** Items of ReferencedSeriesSequence with every instance once. */
  static List<DataSet> series(List<SourceImages.Slice> slices) {
    return series(slices, Tags.REFERENCED_INSTANCE_SEQUENCE);
  }

  /**
   * @param instances the tag of the sequence that holds each series' instances
   */
  static List<DataSet> series(List<SourceImages.Slice> slices, int instances) {
    Map<String, Map<String, DataSet>> bySeries = new LinkedHashMap<>();
    for (SourceImages.Slice s : slices) {
      bySeries
          .computeIfAbsent(s.series(), k -> new LinkedHashMap<>())
          .computeIfAbsent(s.instance(), k -> instance(s.sopClass(), k).build());
    }
    List<DataSet> items = new ArrayList<>();
    bySeries.forEach(
        (uid, each) ->
            items.add(
                new DataSetBuilder()
                    .text(Tags.SERIES_INSTANCE_UID, uid)
                    .items(instances, List.copyOf(each.values()))
                    .build()));
    return items;
  }
}
