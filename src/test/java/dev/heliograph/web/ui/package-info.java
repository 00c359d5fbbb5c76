/**
 * The web page in a real browser. {@link dev.heliograph.web.ui.BrowserTest} opens Chromium and
 * watches for what must never happen; the tests say what a reader does and sees. Screenshots of
 * every state are kept in {@code target/screenshots}.
 */
@NullMarked
package dev.heliograph.web.ui;

import org.jspecify.annotations.NullMarked;
