/** Tests of pictures. */
@NullMarked
package dev.heliograph.format.picture;

import org.jspecify.annotations.NullMarked;
