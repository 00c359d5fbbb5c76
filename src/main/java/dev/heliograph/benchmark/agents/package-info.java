/** Agents that show whether a case and its scorers discriminate: gold, null, refuse-all. */
@NullMarked
package dev.heliograph.benchmark.agents;

import org.jspecify.annotations.NullMarked;
