/** Tests of the built-in tools. */
@NullMarked
package dev.heliograph.tool.builtin;

import org.jspecify.annotations.NullMarked;
