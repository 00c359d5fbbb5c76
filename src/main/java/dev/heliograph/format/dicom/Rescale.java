package dev.heliograph.format.dicom;

import dev.heliograph.format.FormatException;
import dev.heliograph.format.dicom.data.Tags;

/** From stored values to those that mean something: value × slope + intercept. */
record Rescale(double slope, double intercept) {

  /** A frame's own; a dose grid has a scaling instead. */
  static Rescale of(FrameHeader h) throws FormatException {
    int group = Tags.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
    return new Rescale(
        h.number(group, Tags.RESCALE_SLOPE, h.root().number(Tags.DOSE_GRID_SCALING, 1)),
        h.number(group, Tags.RESCALE_INTERCEPT, 0));
  }
}
