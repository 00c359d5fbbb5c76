/**
 * Grounding of what is said: numbers are inserted from quantities, and a number that nothing
 * explains is not shown.
 *
 * <p>Here: sentences, placeholders, finding and explaining literal numbers. Not here: runs and
 * their events ({@code agent}). May use {@code tool} (and, through it, {@code volume}).
 */
@NullMarked
package dev.heliograph.agent.grounding;

import org.jspecify.annotations.NullMarked;
