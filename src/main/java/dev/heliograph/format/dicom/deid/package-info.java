/**
 * De-identification by the Basic Application Level Confidentiality Profile (PS3.15 annex E).
 *
 * <p>Here: {@link dev.heliograph.format.dicom.deid.Deidentifier}. Not here: which files, where to.
 * May use the rest of {@code format.dicom}.
 */
@NullMarked
package dev.heliograph.format.dicom.deid;

import org.jspecify.annotations.NullMarked;
