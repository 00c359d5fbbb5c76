package dev.heliograph.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import dev.heliograph.tool.ToolInvoker;
import dev.heliograph.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Calls of tools outside of a conversation; as many at once as there are processors. */
@ApplicationScoped
public class ToolCalls {

  private final StudyStore studies;
  private final Voxels voxels;
  private final Semaphore free = new Semaphore(Runtime.getRuntime().availableProcessors());

  ToolCalls(StudyStore studies, Voxels voxels) {
    this.studies = studies;
    this.voxels = voxels;
  }

  /**
   * @throws ProblemException 409 if the tool cannot run at present, 503 if too many calls run
   */
  public ToolResult call(
      Tool tool,
      ObjectNode arguments,
      BooleanSupplier cancelled,
      StoreToolContext.Progress progress) {
    String unavailable = tool.unavailable();
    if (unavailable != null) {
      throw new ProblemException(
          409, tool.manifest().id() + " cannot run: " + unavailable, "make it available first");
    }
    if (!free.tryAcquire()) {
      throw new ProblemException(
          503, "as many calls run as this machine has processors", "try again when one has ended");
    }
    try {
      String id = tool.manifest().id();
      return ToolInvoker.call(
          tool,
          new ToolCall(Ids.next(), id, arguments),
          new StoreToolContext(studies, voxels, id, cancelled, progress));
    } finally {
      free.release();
    }
  }
}
