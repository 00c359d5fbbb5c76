/**
 * ONNX Runtime: model cards, the folder of models, sessions, and segmentation driven by a card. May
 * use {@code volume} and {@code imaging}.
 *
 * <p>Here: what happens between a volume and a label map. Not here: which model answers a question
 * ({@code agent}), the tools' manifests and results ({@code tool.builtin}), downloading ({@code
 * cli}).
 */
@NullMarked
package dev.heliograph.inference;

import org.jspecify.annotations.NullMarked;
