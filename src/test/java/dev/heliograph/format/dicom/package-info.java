/** Tests of DICOM reading. */
@NullMarked
package dev.heliograph.format.dicom;

import org.jspecify.annotations.NullMarked;
