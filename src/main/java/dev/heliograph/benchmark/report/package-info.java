/** Trials as one self-contained HTML page. */
@NullMarked
package dev.heliograph.benchmark.report;

import org.jspecify.annotations.NullMarked;
