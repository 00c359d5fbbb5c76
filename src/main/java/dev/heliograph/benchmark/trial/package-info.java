/** One run of one case: its scripted user, its tools (real, oracle, faulty), its log. */
@NullMarked
package dev.heliograph.benchmark.trial;

import org.jspecify.annotations.NullMarked;
