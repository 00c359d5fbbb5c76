package dev.heliograph.web;

import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Agents;
import dev.heliograph.store.FileBlobs;
import dev.heliograph.store.Home;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Ready means: files can be kept and an agent's planner answers. The database reports itself. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
class Readiness implements HealthCheck {

  private final FileBlobs blobs;
  private final Home home;
  private final Agents agents;

  Readiness(FileBlobs blobs, Home home, Agents agents) {
    this.blobs = blobs;
    this.home = home;
    this.agents = agents;
  }

  @Override
  public HealthCheckResponse call() {
    boolean writable = blobs.writable();
    boolean planner = agents.agents().stream().anyMatch(this::plans);
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("heliograph")
            .withData("files", writable ? "writable" : "not writable: " + home.blobs())
            .withData("planner", planner ? "ready" : "no agent has a planner; see agents/");
    return answer.status(writable && planner).build();
  }

  private boolean plans(AgentConfig agent) {
    try {
      return !agents.planner(agent).name().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
