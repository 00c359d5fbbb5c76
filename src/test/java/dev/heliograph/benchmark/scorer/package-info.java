/** Tests of the scorers: each planted lie must be caught. */
@NullMarked
package dev.heliograph.benchmark.scorer;

import org.jspecify.annotations.NullMarked;
