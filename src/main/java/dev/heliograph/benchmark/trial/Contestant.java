package dev.heliograph.benchmark.trial;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Planner;
import dev.heliograph.benchmark.Case;
import java.util.function.Function;

/**
 * An agent that is examined.
 *
 * @param planner gold has one for each case; others share one
 * @param oracle whether it works in oracle mode whatever the case says, as gold does
 */
public record Contestant(AgentConfig agent, Function<Case, Planner> planner, boolean oracle) {}
