/** Tests of the objects that are made of images. */
@NullMarked
package dev.heliograph.format.dicom.derived;

import org.jspecify.annotations.NullMarked;
