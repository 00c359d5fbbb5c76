package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.DataSet;
import dev.heliograph.format.dicom.data.Tags;
import java.util.List;

/**
 * The attributes of one frame: those of its functional groups, else the shared ones, else the
 * file's (PS3.3 C.7.6.16).
 */
final class FrameHeader {

  private final DataSet root;
  private final DataSet own;
  private final DataSet shared;

  /**
   * @param frame from 0
   */
  FrameHeader(DataSet root, int frame) {
    this.root = root;
    List<DataSet> each = root.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    DataSet all = root.item(Tags.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    this.own = frame < each.size() ? each.get(frame) : new DataSet();
    this.shared = all == null ? new DataSet() : all;
  }

  DataSet root() {
    return root;
  }

  /** Whether the file describes its frames one by one. */
  boolean grouped() {
    return !root.items(Tags.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).isEmpty();
  }

  /** The data set that holds an attribute of a functional group; the file's if none does. */
  DataSet holder(int group, int tag) {
    for (DataSet level : new DataSet[] {own, shared}) {
      DataSet macro = level.item(group);
      if (macro != null && macro.has(tag)) {
        return macro;
      }
    }
    return root;
  }

  boolean has(int group, int tag) {
    return holder(group, tag).has(tag);
  }

  double number(int group, int tag, double otherwise) throws FormatException {
    return holder(group, tag).number(tag, otherwise);
  }

  double[] numbers(int group, int tag, int count) throws FormatException {
    return holder(group, tag).numbers(tag, count);
  }
}
