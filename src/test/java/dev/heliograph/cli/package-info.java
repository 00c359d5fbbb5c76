/** Tests of the command line. */
@NullMarked
package dev.heliograph.cli;

import org.jspecify.annotations.NullMarked;
