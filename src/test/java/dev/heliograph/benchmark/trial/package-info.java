/** Tests of single trials. */
@NullMarked
package dev.heliograph.benchmark.trial;

import org.jspecify.annotations.NullMarked;
