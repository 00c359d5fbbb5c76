/** Run events to Markdown and HTML. May use {@code agent} and {@code format}. */
@NullMarked
package dev.heliograph.report;

import org.jspecify.annotations.NullMarked;
