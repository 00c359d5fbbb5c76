/** Where benchmark runs are kept; {@code store} implements it. */
@NullMarked
package dev.heliograph.benchmark.port;

import org.jspecify.annotations.NullMarked;
