package dev.heliograph.tool;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs one call of a tool, the same way for the agent, the API and the command line: checks the
 * arguments, keeps the deadline, hears the stop button, checks what came back. Every call ends in a
 * {@link ToolResult}; nothing is thrown.
 *
 * <p>The manifest's timeout is an idle deadline: each progress report starts it anew, up to {@link
 * #HARD_CAP} times the timeout in all. A tool that does not listen to its cancellation is
 * interrupted and left behind; what it still does is discarded.
 */
public final class ToolInvoker {

  /** How many timeouts a call that keeps reporting progress may take. */
  static final int HARD_CAP = 10;

  /** How long a stopped tool may take to end by itself before it is left behind. */
  private static final Duration GRACE = Duration.ofMillis(400);

  private static final long POLL_MILLIS = 20;

  private static final AtomicLong THREADS = new AtomicLong();
  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "tool-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  private ToolInvoker() {}

  /** Runs the call on a thread of its own and waits for its end. */
  public static ToolResult call(Tool tool, ToolCall call, ToolContext context) {
    ToolManifest manifest = tool.manifest();
    List<ToolProblem> problems = ArgumentChecker.problems(manifest, call.arguments());
    if (!problems.isEmpty()) {
      return new ToolResult.Rejected(ToolProblem.messages(problems), ToolProblem.fixes(problems));
    }
    if (context.cancelled()) {
      return new ToolResult.Cancelled();
    }
    CallWatch watch = new CallWatch(context);
    ToolResult result = await(POOL.submit(() -> run(tool, call, watch)), manifest, watch, context);
    return ResultChecker.checked(manifest, result);
  }

  private static ToolResult await(
      Future<ToolResult> running, ToolManifest manifest, CallWatch watch, ToolContext context) {
    long start = System.nanoTime();
    long idle = manifest.limits().timeout().toNanos();
    while (true) {
      try {
        return running.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (context.cancelled()) {
          stop(running, watch);
          return new ToolResult.Cancelled();
        }
        long now = System.nanoTime();
        if (now - watch.lastSign() > idle || now - start > HARD_CAP * idle) {
          stop(running, watch);
          return new ToolResult.Failed(
              manifest.id()
                  + (now - start > HARD_CAP * idle
                      ? " was still busy after " + HARD_CAP + " times its timeout of "
                      : " gave no sign of life for its timeout of ")
                  + seconds(manifest.limits().timeout()),
              true);
        }
      } catch (InterruptedException e) {
        stop(running, watch);
        Thread.currentThread().interrupt();
        return new ToolResult.Cancelled();
      } catch (ExecutionException e) {
        return failure(manifest, e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private static void stop(Future<ToolResult> running, CallWatch watch) {
    watch.stop();
    try {
      running.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // It ended, and how no longer matters.
    } catch (TimeoutException e) {
      running.cancel(true);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  private static ToolResult run(Tool tool, ToolCall call, CallWatch watch) throws Exception {
    try {
      return tool.call(call, watch);
    } catch (ToolContext.CancelledException e) {
      return new ToolResult.Cancelled();
    } catch (ToolContext.UnknownIdException e) {
      return new ToolResult.Rejected(
          String.valueOf(e.getMessage()), "use an id of this conversation");
    }
  }

  private static ToolResult failure(ToolManifest manifest, Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    if (cause instanceof OutOfMemoryError) {
      return new ToolResult.Failed(manifest.id() + " ran out of memory", true);
    }
    return new ToolResult.Failed(
        manifest.id() + " failed with " + cause.getClass().getSimpleName() + message,
        cause instanceof java.io.IOException);
  }

  private static String seconds(Duration d) {
    return d.toMillis() % 1000 == 0 ? d.toSeconds() + " s" : d.toMillis() + " ms";
  }
}
