/**
 * HTTP: chat and events, studies, tools, runs. May use everything but the internals of {@code
 * benchmark}.
 */
@NullMarked
package dev.heliograph.web;

import org.jspecify.annotations.NullMarked;
