/**
 * Pixels of DICOM files: frames found, decompressed, cut to their stored bits, turned into numbers
 * or colours.
 *
 * <p>Here: {@link dev.heliograph.format.dicom.pixel.PixelFrames}. Not here: where in the patient a
 * frame lies. May use {@code format} and {@code format.dicom.data}.
 */
@NullMarked
package dev.heliograph.format.dicom.pixel;

import org.jspecify.annotations.NullMarked;
