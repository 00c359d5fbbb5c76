/**
 * One small class per built-in tool: validate, measure, report. May use {@code tool}, {@code
 * imaging}, {@code inference}, {@code format}.
 */
@NullMarked
package dev.heliograph.tool.builtin;

import org.jspecify.annotations.NullMarked;
