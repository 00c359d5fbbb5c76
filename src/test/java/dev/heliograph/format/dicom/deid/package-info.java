/** Tests of de-identification. */
@NullMarked
package dev.heliograph.format.dicom.deid;

import org.jspecify.annotations.NullMarked;
