package dev.heliograph.agent.planner.chat;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/**
 * Planners of agents that say {@code planner: model}: {@link ModelSettings} from the agent and from
 * {@code heliograph.model.*}.
 */
@ApplicationScoped
public class ChatPlannerFactory implements PlannerFactory {

  private final Config config;

  @Inject
  public ChatPlannerFactory(Config config) {
    this.config = config;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Planner create(AgentConfig agent) {
    return ModelSettings.of(
            agent.model(),
            key -> config.getOptionalValue("heliograph.model." + key, String.class).orElse(null),
            System::getenv)
        .planner();
  }
}
