/**
 * Manifests become tools: reads {@code tools/<name>/tool.yaml}, finds what runs them, keeps the
 * registry. May use {@code tool}.
 */
@NullMarked
package dev.heliograph.tool.adapter;

import org.jspecify.annotations.NullMarked;
