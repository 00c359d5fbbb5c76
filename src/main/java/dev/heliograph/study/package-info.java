/**
 * Studies, their images, the artifacts tools produced, and the ports through which they are kept.
 *
 * <p>Here: {@link dev.heliograph.study.Study}, {@link dev.heliograph.study.Image}, {@link
 * dev.heliograph.study.Artifact}, importing uploaded bytes, loading voxels. Not here: databases and
 * files ({@code store}), file formats ({@code format}). May use {@code volume} and {@code format}.
 */
@NullMarked
package dev.heliograph.study;

import org.jspecify.annotations.NullMarked;
