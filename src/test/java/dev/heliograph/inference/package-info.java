/** Tests of {@code inference}. */
@NullMarked
package dev.heliograph.inference;

import org.jspecify.annotations.NullMarked;
