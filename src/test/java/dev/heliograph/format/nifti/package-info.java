/** Tests of NIfTI reading and writing. */
@NullMarked
package dev.heliograph.format.nifti;

import org.jspecify.annotations.NullMarked;
