package dev.heliograph.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.study.Ids;
import dev.heliograph.study.Study;
import dev.heliograph.study.StudyStore;
import dev.heliograph.study.Voxels;
import dev.heliograph.tool.ToolRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent: a bounded number of runs at a time, each on a thread of its own, everything durable in
 * the run store before it is seen.
 */
public final class DefaultAgentService implements AgentService, AutoCloseable {

  /** The agent of a conversation that names none. */
  public static final String DEFAULT_AGENT = "default";

  /**
   * How much works at the same time.
   *
   * @param runs runs; further ones wait in line
   * @param calls tool calls, over all runs
   */
  public record Capacity(int runs, int calls) {
    public static Capacity ofMachine() {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Capacity(Math.max(4, cores), Math.max(2, cores));
    }
  }

  /** After a stop, the loop has this long to end by itself before its final event is written. */
  private static final long FORCE_MILLIS = 800;

  private static final long CLOSE_MILLIS = 2000;

  private final RunStore store;
  private final StudyStore studies;
  private final Voxels voxels;
  private final ToolRegistry registry;
  private final Agents agents;
  private final Prompts prompts;
  private final EventHub hub;
  private final RunQueue queue;
  private final ExecutorService threads;
  private final ExecutorService calls;
  private final ScheduledExecutorService timer;
  private final Map<String, ActiveRun> active = new ConcurrentHashMap<>();

  public DefaultAgentService(
      RunStore store,
      StudyStore studies,
      Voxels voxels,
      ToolRegistry registry,
      Agents agents,
      Prompts prompts,
      Capacity capacity) {
    this.store = store;
    this.studies = studies;
    this.voxels = voxels;
    this.registry = registry;
    this.agents = agents;
    this.prompts = prompts;
    this.threads = Executors.newCachedThreadPool(r -> daemon(r, "run"));
    this.calls = Executors.newFixedThreadPool(capacity.calls(), r -> daemon(r, "call"));
    this.timer = Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "run-timer"));
    this.hub = new EventHub(store, threads);
    this.queue = new RunQueue(capacity.runs(), threads);
  }

  private static final AtomicInteger THREADS = new AtomicInteger();

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name + "-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public RunStore.Conversation open(
      List<String> studyIds, List<String> names, @Nullable String agent) {
    AgentConfig config = agent(agent == null ? DEFAULT_AGENT : agent);
    List<Study> loaded = new ArrayList<>();
    for (String id : studyIds) {
      loaded.add(
          studies
              .study(id)
              .orElseThrow(() -> new NoSuchElementException("there is no study '" + id + "'")));
    }
    RunStore.Conversation conversation =
        new RunStore.Conversation(
            Ids.next(),
            Instant.now(),
            config.name(),
            studyIds,
            names.isEmpty() ? StudyNames.derive(loaded) : StudyNames.checked(names, loaded.size()));
    store.save(conversation);
    return conversation;
  }

  @Override
  public RunStore.Run send(String conversation, String text) {
    RunStore.Conversation c = conversation(conversation);
    AgentConfig agent = agent(c.agent());
    RunStore.Run run = new RunStore.Run(Ids.next(), conversation, text, Instant.now(), null);
    if (!store.begin(run)) {
      throw new BusyException(
          "the conversation is still working on a message; wait for its end or cancel it");
    }
    ActiveRun started = activate(run, c, agent, 0);
    start(started);
    return run;
  }

  private RunStore.Conversation conversation(String id) {
    return store
        .conversation(id)
        .orElseThrow(() -> new NoSuchElementException("there is no conversation '" + id + "'"));
  }

  private AgentConfig agent(String name) {
    return agents
        .find(name)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "there is no agent '"
                        + name
                        + "'; there are "
                        + agents.agents().stream().map(AgentConfig::name).toList()));
  }

  private ActiveRun activate(
      RunStore.Run run, RunStore.Conversation conversation, AgentConfig agent, long lastSeq) {
    RunControl control = new RunControl();
    RunLog log =
        new RunLog(
            run.id(),
            store,
            lastSeq,
            event -> {
              hub.publish(event);
              if (event.type().isFinal()) {
                active.remove(run.id());
                queueRelease(run.id());
              }
            });
    ActiveRun a = new ActiveRun(run, conversation, agent, log, control);
    active.put(run.id(), a);
    return a;
  }

  /** On another thread: the log's lock is held, and the queue's is taken before the log's. */
  private void queueRelease(String run) {
    if (!timer.isShutdown()) {
      try {
        timer.execute(() -> queue.release(run));
      } catch (RejectedExecutionException e) {
        // The service was closed as soon as the final event was seen; nobody waits in line any
        // more.
      }
    }
  }

  private void start(ActiveRun a) {
    queue.submit(
        a.run().id(),
        () -> work(a),
        position ->
            a.log().append(RunEvent.Type.QUEUED, Payloads.object().put("position", position)));
  }

  private void work(ActiveRun a) {
    if (a.log().ended()) {
      return; // the service is closing
    }
    Duration worked = WorkTime.of(store.events(a.run().id(), 0));
    var deadline =
        timer.schedule(
            () -> stop(a, RunControl.Reason.TIME, "limit"),
            Math.max(0, a.agent().limits().time().minus(worked).toMillis()),
            TimeUnit.MILLISECONDS);
    try {
      RunWork work = new RunWork(a, store, studies, voxels, registry, agents, prompts, calls);
      if (work.run(chunk -> hub.token(a.run().id(), chunk)) == RunLoop.Outcome.WAITING) {
        a.park();
      }
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public boolean cancel(String run, String by) {
    ActiveRun a = active.get(run);
    if (a == null) {
      return cancelIdle(run, by);
    }
    if (a.log().ended()) {
      return false;
    }
    if (queue.remove(run) || a.unpark()) {
      return a.log().append(RunEvent.Type.CANCELLED, Payloads.object().put("by", by));
    }
    return stop(a, RunControl.Reason.USER, by);
  }

  /** An unfinished run that nobody works on, left by a crash. */
  private boolean cancelIdle(String run, String by) {
    RunStore.Run stored =
        store
            .run(run)
            .orElseThrow(() -> new NoSuchElementException("there is no run '" + run + "'"));
    if (stored.endedWith() != null) {
      return false;
    }
    long last = store.events(run, 0).size();
    return new RunLog(run, store, last, hub::publish)
        .append(RunEvent.Type.CANCELLED, Payloads.object().put("by", by));
  }

  private boolean stop(ActiveRun a, RunControl.Reason reason, String by) {
    if (!a.control().stop(reason, by)) {
      return false;
    }
    timer.schedule(
        () -> RunWork.end(a, new RunControl.Stop(reason, by)), FORCE_MILLIS, TimeUnit.MILLISECONDS);
    return true;
  }

  @Override
  public void decide(String run, boolean approved, @Nullable Plan plan) {
    ActiveRun a = active.get(run);
    if (a == null || !unpark(a)) {
      throw new IllegalStateException("the run does not wait for an approval");
    }
    ObjectNode payload = Payloads.object().put("approved", approved);
    if (approved && plan != null) {
      payload.set("plan", PlanJson.write(plan));
    }
    a.log().append(RunEvent.Type.APPROVAL_DECIDED, payload);
    start(a);
  }

  /** A run is parked a moment after its request was published; waits for that moment. */
  private boolean unpark(ActiveRun a) {
    for (int i = 0; i < 200; i++) {
      if (a.unpark()) {
        return true;
      }
      if (Replay.of(store.events(a.run().id(), 0)).approval() != Replay.Approval.WAITING) {
        return false;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  @Override
  public AutoCloseable follow(
      String run, long after, Consumer<RunEvent> events, Consumer<String> tokens) {
    return hub.follow(run, after, events, tokens);
  }

  /**
   * Takes up the runs that a crash or a shutdown cut off; called once by whoever serves. Returns
   * how many go on.
   */
  public int resumeUnfinished() {
    int resumed = 0;
    for (RunStore.Run run : store.unfinished()) {
      if (active.containsKey(run.id())) {
        continue;
      }
      List<RunEvent> events = store.events(run.id(), 0);
      RunLog lost = new RunLog(run.id(), store, events.size(), hub::publish);
      try {
        RunStore.Conversation c = conversation(run.conversation());
        ActiveRun a = activate(run, c, agent(c.agent()), events.size());
        if (Replay.of(events).approval() == Replay.Approval.WAITING) {
          a.park();
        } else {
          if (!events.isEmpty()) {
            a.log().append(RunEvent.Type.RESUMED, Payloads.object().put("afterSeq", events.size()));
          }
          start(a);
          resumed++;
        }
      } catch (RuntimeException e) {
        lost.append(
            RunEvent.Type.FAILED,
            Payloads.failed(
                "the run was cut off and cannot go on: " + e.getMessage(), "ask again", true));
      }
    }
    return resumed;
  }

  /** Stops working, and waits a moment for it; unfinished runs are left to be resumed. */
  @Override
  public void close() {
    active.values().forEach(a -> a.log().close());
    active.values().forEach(a -> a.control().stop(RunControl.Reason.SHUTDOWN, "shutdown"));
    timer.shutdown();
    threads.shutdown();
    calls.shutdown();
    try {
      // Tools may work in native code, which must not go on while the virtual machine ends.
      var unused =
          calls.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
              && threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
