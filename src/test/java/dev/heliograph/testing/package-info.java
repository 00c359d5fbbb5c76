/** What tests of several rooms share: stores in memory, real data by name. */
@NullMarked
package dev.heliograph.testing;

import org.jspecify.annotations.NullMarked;
