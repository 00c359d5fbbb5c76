/**
 * NIfTI-1 and NIfTI-2 single files (<a href="https://nifti.nimh.nih.gov/nifti-1">the standard</a>),
 * plain or gzipped, to and from volumes and label maps.
 *
 * <p>Here: {@link dev.heliograph.format.nifti.NiftiReader}, {@link
 * dev.heliograph.format.nifti.NiftiWriter}. Not here: pairs of .hdr and .img, time series, what an
 * image means. May use {@code volume} and {@code format}.
 */
@NullMarked
package dev.heliograph.format.nifti;

import org.jspecify.annotations.NullMarked;
