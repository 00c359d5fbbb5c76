/**
 * Bytes to volumes and back: NIfTI, DICOM, pictures. No storage, no measurement. Everything read is
 * hostile until validated. May use {@code volume}.
 */
@NullMarked
package dev.heliograph.format;

import org.jspecify.annotations.NullMarked;
