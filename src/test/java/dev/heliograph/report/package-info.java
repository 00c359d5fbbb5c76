/** Tests of reports. */
@NullMarked
package dev.heliograph.report;

import org.jspecify.annotations.NullMarked;
