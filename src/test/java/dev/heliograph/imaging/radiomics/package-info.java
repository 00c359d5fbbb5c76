@NullMarked
package dev.heliograph.imaging.radiomics;

import org.jspecify.annotations.NullMarked;
