/**
 * DICOM Part 10 files of single-frame images, sorted into stacks and read as volumes.
 *
 * <p>Here: {@link dev.heliograph.format.dicom.DicomReader}; the parser, pixel decoders and the
 * sorting of slices behind it. Not here: enhanced multi-frame objects, segmentations, networks. Of
 * the text in a file only what cannot identify a person is kept. May use {@code volume} and {@code
 * format}.
 */
@NullMarked
package dev.heliograph.format.dicom;

import org.jspecify.annotations.NullMarked;
