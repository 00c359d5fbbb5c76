/**
 * The contract between the agent and whatever does the work: manifests, calls, results, evidence,
 * the registry.
 *
 * <p>Here: what a model can be told of a tool, and what a tool may answer. Not here: any tool
 * ({@code tool.builtin}) or runner ({@code tool.adapter}). May use {@code study} (and, through it,
 * {@code volume}).
 */
@NullMarked
package dev.heliograph.tool;

import org.jspecify.annotations.NullMarked;
