package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.Plan;
import java.util.List;

/** How the planner came to its move, for people. */
final class Explanation {

  private static final int SHOWN = 5;

  private Explanation() {}

  static ObjectNode of(
      Reading reading, List<Task> tasks, List<ObjectNode> considered, List<Plan.Step> steps) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode requests = all.putArray("requests");
    for (Request r : reading.requests()) {
      ObjectNode node = requests.addObject();
      node.put("said", r.clause().text());
      intents(r.intents(), node);
      ArrayNode targets = node.putArray("structures");
      r.targets().forEach(t -> targets.add(t.name()));
      if (r.everything()) {
        node.put("everything", true);
      }
      if (!r.excluded().isEmpty()) {
        r.excluded().forEach(node.putArray("excluded")::add);
      }
    }
    ArrayNode acts = all.putArray("acts");
    reading.acts().forEach(a -> acts.add(a.name()));
    ArrayNode unclear = all.putArray("unclear");
    reading.unclear().forEach(c -> unclear.add(c.text()));
    ArrayNode goals = all.putArray("goals");
    tasks.forEach(t -> goals.add(goal(t)));
    considered.forEach(all.putArray("masks")::add);
    ArrayNode chain = all.putArray("chain");
    for (Plan.Step s : steps) {
      step(s, chain);
    }
    return all;
  }

  /** What clauses that are no request sounded like. */
  static void heard(List<Clause> clauses, Catalogue catalogue, ObjectNode explanation) {
    ArrayNode heard = explanation.putArray("heard");
    for (Clause c : clauses) {
      intents(catalogue.intents().rank(c), heard.addObject().put("said", c.text()));
    }
  }

  static void intents(List<Intents.Scored> scored, ObjectNode node) {
    ArrayNode intents = node.putArray("intents");
    scored.stream()
        .limit(SHOWN)
        .forEach(
            s ->
                intents
                    .addObject()
                    .put(s.act() == null ? "tool" : "act", s.name())
                    .put("score", Math.round(s.score() * 1000) / 1000.0));
  }

  private static void step(Plan.Step s, ArrayNode chain) {
    ObjectNode node = chain.addObject().put("step", s.id());
    if (s.when() != null) {
      node.set("when", s.when());
    }
    if (s.tool() != null) {
      node.put("tool", s.tool()).set("args", s.args());
    } else {
      node.put("forEach", s.forEach()).put("as", s.as());
      ArrayNode body = node.putArray("do");
      s.body().forEach(b -> step(b, body));
    }
  }

  private static String goal(Task task) {
    return task.fold(
        d -> d.tool().name() + about(d.ask()) + ": has run",
        p -> p.tool().name() + about(p.ask()) + ": step " + p.step(),
        m -> "asks for " + m.slot(),
        u -> u.ask().request().best().name() + about(u.ask()) + ": " + u.reason(),
        i -> i.ask().request().best().name() + about(i.ask()) + ": " + i.reason());
  }

  private static String about(Task.Ask ask) {
    String names = String.join(", ", ask.targets().stream().map(Target::name).toList());
    return (names.isEmpty() ? "" : " of " + names)
        + (ask.image() == null ? "" : " in " + ask.image().ref());
  }
}
