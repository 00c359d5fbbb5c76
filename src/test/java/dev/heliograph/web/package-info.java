/** The HTTP API, asked over HTTP. */
@NullMarked
package dev.heliograph.web;

import org.jspecify.annotations.NullMarked;
