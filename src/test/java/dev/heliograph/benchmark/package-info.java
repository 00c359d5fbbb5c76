/** Tests of the benchmark. */
@NullMarked
package dev.heliograph.benchmark;

import org.jspecify.annotations.NullMarked;
