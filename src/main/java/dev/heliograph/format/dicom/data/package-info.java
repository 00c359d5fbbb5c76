/**
 * DICOM data sets as trees of elements: parsed within bounds, looked at, written (PS3.5, PS3.10).
 *
 * <p>Here: {@link dev.heliograph.format.dicom.data.DicomFile}, {@link
 * dev.heliograph.format.dicom.data.DataSet}. Not here: what attributes mean, pixels. May use {@code
 * format}.
 */
@NullMarked
package dev.heliograph.format.dicom.data;

import org.jspecify.annotations.NullMarked;
