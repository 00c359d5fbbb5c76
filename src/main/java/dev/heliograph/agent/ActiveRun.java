package dev.heliograph.agent;

import java.util.concurrent.atomic.AtomicBoolean;

/** A run in work, in line, or waiting for an approval. */
record ActiveRun(
    RunStore.Run run,
    RunStore.Conversation conversation,
    AgentConfig agent,
    RunLog log,
    RunControl control,
    AtomicBoolean parked) {

  ActiveRun(
      RunStore.Run run,
      RunStore.Conversation conversation,
      AgentConfig agent,
      RunLog log,
      RunControl control) {
    this(run, conversation, agent, log, control, new AtomicBoolean());
  }

  /** From now on the run waits for an approval and nobody works on it. */
  void park() {
    parked.set(true);
  }

  /** Whoever gets true goes on with the waiting run, or ends it. */
  boolean unpark() {
    return parked.compareAndSet(true, false);
  }
}
