/**
 * DICOM objects that Heliograph makes of images: segmentations (SEG) and measurement reports (SR),
 * and segmentations of others read.
 *
 * <p>Here: {@link dev.heliograph.format.dicom.derived.SegmentationWriter}, {@link
 * dev.heliograph.format.dicom.derived.SegmentationReader}, {@link
 * dev.heliograph.format.dicom.derived.ReportWriter}. Not here: where masks and numbers come from.
 * May use {@code volume} and the rest of {@code format.dicom}.
 */
@NullMarked
package dev.heliograph.format.dicom.derived;

import org.jspecify.annotations.NullMarked;
