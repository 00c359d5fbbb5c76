/** Tests of the algorithms on voxels: analytic phantoms, metamorphic laws. */
@NullMarked
package dev.heliograph.imaging;

import org.jspecify.annotations.NullMarked;
