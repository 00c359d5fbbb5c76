/**
 * Named clinical measurements, each by its published definition: calcium, lung density, uptake,
 * response, distances, vessels, body composition. Pure arithmetic on volumes and label maps; what
 * does not apply is for the tools to say. May use {@code imaging} and {@code volume}.
 */
@NullMarked
package dev.heliograph.imaging.measure;

import org.jspecify.annotations.NullMarked;
