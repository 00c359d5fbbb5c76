/**
 * The embedded planner: sentence → clauses → intents and slots → goals → a plan by backward
 * chaining over the tools' types. Deterministic, offline, and with no code of its own for any tool:
 * what it knows of tools stands in their manifests, what it knows of words in {@code
 * resources/vocabulary}.
 *
 * <p>Here: language and chaining. Not here: checking and running plans ({@code agent}). May use
 * {@code agent} and what it stands on; LangChain4j only in {@link
 * dev.heliograph.agent.planner.embedded.MiniLm}.
 */
@NullMarked
package dev.heliograph.agent.planner.embedded;

import org.jspecify.annotations.NullMarked;
