/**
 * Pure algorithms on voxels: resampling, components, distances, overlap, measurement, counting. No
 * file format, no tool, no state. May use {@code volume}.
 */
@NullMarked
package dev.heliograph.imaging;

import org.jspecify.annotations.NullMarked;
