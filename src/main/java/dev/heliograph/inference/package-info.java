/**
 * ONNX Runtime: sessions, patch scheduling, pre- and postprocessing driven by a model card. May use
 * {@code volume} and {@code imaging}.
 */
@NullMarked
package dev.heliograph.inference;

import org.jspecify.annotations.NullMarked;
