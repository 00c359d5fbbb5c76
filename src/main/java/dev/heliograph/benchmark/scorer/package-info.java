/**
 * One file per score. Each judges a finished trial from its log and says "not evaluated" where the
 * case does not ask.
 */
@NullMarked
package dev.heliograph.benchmark.scorer;

import org.jspecify.annotations.NullMarked;
