/** Clinical measurements against formulas, independent implementations and laws. */
@NullMarked
package dev.heliograph.imaging.measure;

import org.jspecify.annotations.NullMarked;
