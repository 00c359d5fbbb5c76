package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.AgentConfig;
import dev.heliograph.agent.Planner;
import dev.heliograph.agent.PlannerFactory;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes the one embedded planner, which every agent that names {@code embedded} shares. */
@Singleton
public class EmbeddedPlannerFactory implements PlannerFactory {

  /** One sentence is encoded in a hundredth of this. */
  private static final long LEARNING_MILLIS = 1000;

  private final ToolRegistry registry;
  private final boolean serving;
  private @Nullable SentenceEncoder encoder;
  private @Nullable EmbeddedPlanner planner;
  private @Nullable Thread warmUp;

  /**
   * @param serving whether to learn the tools when the application has started
   */
  @Inject
  public EmbeddedPlannerFactory(
      ToolRegistry registry,
      @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean serving) {
    this.registry = registry;
    this.serving = serving;
  }

  @Override
  public String name() {
    return "embedded";
  }

  @Override
  public Planner create(AgentConfig agent) {
    return planner();
  }

  /** The planner; its sentence encoder loads in the background from the first call on. */
  public synchronized EmbeddedPlanner planner() {
    EmbeddedPlanner p = planner;
    if (p == null) {
      SentenceEncoder fresh = new SentenceEncoder();
      p = new EmbeddedPlanner(fresh);
      encoder = fresh;
      planner = p;
    }
    return p;
  }

  /**
   * What the planner makes of a sentence that begins a conversation: intents with their scores,
   * structures, goals, the masks considered, the chain of calls. Nothing is run.
   */
  public ObjectNode explain(String sentence, List<PlannerState.NamedStudy> studies) {
    return planner()
        .explain(
            new PlannerState(
                "",
                studies,
                List.of(),
                sentence,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                registry.tools().stream().map(Tool::manifest).toList(),
                registry,
                List.of(),
                List.of(),
                Map.of(),
                AgentConfig.Limits.DEFAULT.toolCalls(),
                () -> false,
                call -> {},
                text -> {}));
  }

  /** A server learns its tools at once, in the background; a command only if it plans. */
  void warmUp(@Observes StartupEvent started) {
    if (serving) {
      Thread t =
          new Thread(
              () -> {
                try {
                  planner().learn(registry.tools().stream().map(Tool::manifest).toList());
                } catch (CancellationException e) {
                  // The service is being stopped.
                }
              },
              "planner-warm-up");
      t.setDaemon(true);
      t.start();
      warmUp = t;
    }
  }

  /** Waits for what still works in native code: the virtual machine must not end meanwhile. */
  @PreDestroy
  void close() {
    SentenceEncoder loading;
    synchronized (this) {
      loading = encoder;
    }
    if (loading != null) {
      loading.close();
    }
    Thread learning = warmUp;
    if (learning != null) {
      try {
        learning.join(LEARNING_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
