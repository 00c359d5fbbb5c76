/** The {@code heliograph} command. May use everything. */
@NullMarked
package dev.heliograph.cli;

import org.jspecify.annotations.NullMarked;
