/**
 * The words every room shares: grids of voxels, where they are in the patient, and numbers with
 * units.
 *
 * <p>Here: {@link dev.heliograph.volume.Volume}, {@link dev.heliograph.volume.LabelMap}, {@link
 * dev.heliograph.volume.Geometry}, {@link dev.heliograph.volume.Quantity}, {@link
 * dev.heliograph.volume.Unit}. Not here: anything that computes on voxels ({@code imaging}) or
 * knows a file format ({@code format}). Depends on nothing but the JDK.
 */
@NullMarked
package dev.heliograph.volume;

import org.jspecify.annotations.NullMarked;
