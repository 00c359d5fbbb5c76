/**
 * Cases, scripted user, runner, statistics, reports. May use {@code agent}, {@code tool}, {@code
 * study}, {@code imaging}. Nothing but {@code cli} and {@code web} sees it, so an agent cannot tell
 * that it is examined.
 */
@NullMarked
package dev.heliograph.benchmark;

import org.jspecify.annotations.NullMarked;
