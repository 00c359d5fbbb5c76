package dev.heliograph.agent.planner.embedded;

/** Why an argument could not be had: a question, or a reason. */
final class Stuck extends Exception {

  private static final long serialVersionUID = 1L;
  private final transient Task task;

  Stuck(Task task) {
    super("stuck", null, false, false);
    this.task = task;
  }

  Task task() {
    return task;
  }
}
