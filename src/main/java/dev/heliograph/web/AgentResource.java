package dev.heliograph.web;

import dev.heliograph.agent.Agents;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who can be talked to. */
@Path("/api/agents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents", description = "Who can be talked to.")
public class AgentResource {

  private final Agents agents;

  AgentResource(Agents agents) {
    this.agents = agents;
  }

  @GET
  @Operation(operationId = "listAgents", summary = "The agents there are")
  public List<AgentJson> list() {
    return agents.agents().stream().map(AgentJson::of).toList();
  }
}
