/**
 * DICOM images, of one frame or many, sorted into stacks and read as volumes.
 *
 * <p>Here: {@link dev.heliograph.format.dicom.DicomReader} and the sorting of slices behind it. Not
 * here: parsing ({@code format.dicom.data}), pixels ({@code format.dicom.pixel}), networks. Of the
 * text in a file only what cannot identify a person is kept. May use {@code volume} and {@code
 * format}.
 */
@NullMarked
package dev.heliograph.format.dicom;

import org.jspecify.annotations.NullMarked;
