/** Tests of the statistics. */
@NullMarked
package dev.heliograph.benchmark.statistics;

import org.jspecify.annotations.NullMarked;
