/** Readers against damaged files. */
@NullMarked
package dev.heliograph.format.fuzz;

import org.jspecify.annotations.NullMarked;
