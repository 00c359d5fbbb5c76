/** From trials to scores with intervals: pass@1, pass^k, clustered bootstrap, differences. */
@NullMarked
package dev.heliograph.benchmark.statistics;

import org.jspecify.annotations.NullMarked;
