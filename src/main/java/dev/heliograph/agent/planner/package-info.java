/**
 * What chooses the next move: the embedded planner (deterministic, offline) and the chat-model
 * planner, the only place that imports LangChain4j. May use {@code agent}.
 */
@NullMarked
package dev.heliograph.agent.planner;

import org.jspecify.annotations.NullMarked;
