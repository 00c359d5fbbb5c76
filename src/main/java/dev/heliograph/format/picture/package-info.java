/**
 * PNG, JPEG and TIFF pictures through the JDK's ImageIO, with sizes checked before anything is
 * decoded.
 *
 * <p>Here: {@link dev.heliograph.format.picture.PictureReader}. Not here: pictures inside DICOM,
 * drawing. May use {@code volume} and {@code format}.
 */
@NullMarked
package dev.heliograph.format.picture;

import org.jspecify.annotations.NullMarked;
