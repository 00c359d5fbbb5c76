package dev.heliograph.agent;

import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ProjectRoot;
import dev.heliograph.tool.ToolRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The agent of a running service. */
final class AgentBeans {

  @Produces
  @Singleton
  Agents agents(@All List<PlannerFactory> planners) {
    return new FolderAgents(ProjectRoot.path().resolve("agents"), planners);
  }

  @Produces
  @Singleton
  Prompts prompts() {
    return new Prompts(ProjectRoot.path().resolve("prompts"));
  }

  @Produces
  @Singleton
  DefaultAgentService service(
      RunStore runs,
      StudyStore studies,
      Voxels voxels,
      ToolRegistry registry,
      Agents agents,
      Prompts prompts) {
    return new DefaultAgentService(
        runs, studies, voxels, registry, agents, prompts, DefaultAgentService.Capacity.ofMachine());
  }

  void close(@Disposes DefaultAgentService service) {
    service.close();
  }
}
