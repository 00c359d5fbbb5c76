/** Tests of importing and loading. */
@NullMarked
package dev.heliograph.study;

import org.jspecify.annotations.NullMarked;
