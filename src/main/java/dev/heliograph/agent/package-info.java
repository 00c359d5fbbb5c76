/**
 * The loop: plans and their checker, running them, grounding answers in quantities, limits, run
 * events.
 *
 * <p>Here: what decides and records. Not here: how a planner thinks ({@code agent.planner}), tools,
 * HTTP. May use {@code tool} (and, through it, {@code study}), never {@code tool.builtin}.
 */
@NullMarked
package dev.heliograph.agent;

import org.jspecify.annotations.NullMarked;
