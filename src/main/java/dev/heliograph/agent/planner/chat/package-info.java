/**
 * The chat-model planner: any OpenAI-compatible endpoint. Builds the conversation a model sees from
 * the planner's state, streams the reply, and reads a move from it. The loop, the checker and the
 * guard are the same as for every planner.
 */
@NullMarked
package dev.heliograph.agent.planner.chat;

import org.jspecify.annotations.NullMarked;
