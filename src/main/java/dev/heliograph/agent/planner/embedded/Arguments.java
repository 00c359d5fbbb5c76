package dev.heliograph.agent.planner.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heliograph.agent.PlannerState;
import dev.heliograph.tool.Port;
import dev.heliograph.tool.ToolManifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where each argument of a call comes from: the words, the images, the masks, other tools. */
final class Arguments {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PlannerState state;
  private final Catalogue catalogue;
  private final Images images;
  private final Draft draft;
  private final Chain chain;
  private final Slots slots;
  private final Producers producers;
  private final Phrases phrases;

  Arguments(PlannerState state, Catalogue catalogue, Images images, Draft draft, Chain chain) {
    this.state = state;
    this.catalogue = catalogue;
    this.images = images;
    this.draft = draft;
    this.chain = chain;
    this.slots = new Slots(catalogue.vocabulary());
    this.producers = new Producers(catalogue);
    this.phrases = new Phrases(catalogue.vocabulary());
  }

  Producers producers() {
    return producers;
  }

  /**
   * All arguments of a call.
   *
   * @param element what the call is repeated for, or null
   * @param sources the masks chosen, by the port that takes them
   */
  ObjectNode of(
      ToolManifest tool,
      Task.Ask ask,
      @Nullable Element element,
      Map<String, Masks.Source> sources,
      int depth)
      throws Stuck {
    ObjectNode args = JSON.objectNode();
    Map<String, JsonNode> said = slots.fill(tool.inputs(), ask.request().text());
    int structures = 0;
    for (Port port : tool.inputs()) {
      JsonNode value = element == null ? null : element.value(port).orElse(null);
      if (value == null) {
        value =
            switch (port.type().name()) {
              case "Image" ->
                  port.required() || priorIsMeant(port, ask) ? imageRef(ask, port) : null;
              case "Study" -> port.required() ? studyRef(ask, port) : null;
              case "LabelMap" -> masks(tool, port, ask, sources, depth);
              case "Structure", "Finding" -> structure(tool, port, ask, sources, structures);
              default -> plain(tool, port, ask, said, depth);
            };
        boolean named =
            port.type().name().equals("Structure") || port.type().name().equals("Finding");
        structures += named && value != null && !port.type().list() ? 1 : 0;
      }
      if (value != null) {
        args.set(port.name(), value);
      }
    }
    return args;
  }

  private @Nullable JsonNode masks(
      ToolManifest tool, Port port, Task.Ask ask, Map<String, Masks.Source> sources, int depth)
      throws Stuck {
    Masks.Source source = sources.get(port.name());
    if (source != null) {
      return JSON.textNode(maskRef(source, ask, depth));
    }
    return port.type().list() && port.required() ? produced(tool, port, ask, depth) : null;
  }

  private @Nullable JsonNode plain(
      ToolManifest tool, Port port, Task.Ask ask, Map<String, JsonNode> said, int depth)
      throws Stuck {
    JsonNode value = said.get(port.name());
    if (value != null || !port.required()) {
      return value;
    }
    return freeText(port)
        ? JSON.textNode(state.message().replaceFirst("^\\$", "\\$\\$"))
        : produced(tool, port, ask, depth);
  }

  private String maskRef(Masks.Source source, Task.Ask ask, int depth) throws Stuck {
    if (source.ref() != null) {
      return source.ref() + "";
    }
    if (depth >= Chain.DEEPEST) {
      throw new Stuck(new Task.Impossible(ask, "the chain of tools would be too long"));
    }
    Task task = chain.call(source.tool(), ask.in(source.image()), null, depth + 1);
    if (task instanceof Task.Planned p) {
      return "$" + p.step() + "." + source.port().name();
    }
    if (task instanceof Task.Done d) {
      throw new Stuck(noMask(d.about(ask), source));
    }
    throw new Stuck(task);
  }

  /** A mask tool ran and gave no mask of the structure: say so as the outcome. */
  private static Task noMask(Task.Done done, Masks.Source source) {
    return Masks.payload(done.outcome()) == null
        ? done
        : new Task.Impossible(
            done.ask(), source.tool().title() + " found no " + source.label().replace('_', ' '));
  }

  private @Nullable JsonNode structure(
      ToolManifest tool, Port port, Task.Ask ask, Map<String, Masks.Source> sources, int used)
      throws Stuck {
    String vocabulary = port.schema().path("x-vocabulary").asText("");
    if (ask.targets().isEmpty() || used >= ask.targets().size()) {
      if (!port.required()) {
        return null;
      }
      throw new Stuck(chain.reach().whichStructure(ask, vocabulary));
    }
    boolean organ = ask.targets().get(used).finding() == null;
    if (vocabulary.equals("finding") && organ) {
      throw new Stuck(
          new Task.Impossible(
              ask,
              "“"
                  + tool.title()
                  + "” is for lesions, not for the "
                  + phrases.targets(ask.targets())));
    }
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      for (Target t : ask.targets()) {
        all.add(name(tool, port, t, sources, ask));
      }
      return all;
    }
    return JSON.textNode(name(tool, port, ask.targets().get(used), sources, ask));
  }

  /** What this tool calls the target: its own list, else the mask's label. */
  private String name(
      ToolManifest tool, Port port, Target target, Map<String, Masks.Source> sources, Task.Ask ask)
      throws Stuck {
    List<String> allowed = Catalogue.enumOf(port);
    List<String> options = target.options(catalogue.vocabulary());
    String wanted =
        sources.values().stream()
            .flatMap(s -> s.labels().stream())
            .filter(l -> options.contains(catalogue.lexicon().canonical(l)))
            .findFirst()
            .orElse(target.name());
    if (allowed.isEmpty() || allowed.contains(wanted)) {
      return wanted;
    }
    return allowed.stream()
        .filter(a -> options.contains(catalogue.lexicon().canonical(a)))
        .findFirst()
        .orElseThrow(
            () ->
                new Stuck(
                    new Task.Impossible(
                        ask,
                        "“"
                            + tool.title()
                            + "” is available only for "
                            + phrases.list(
                                allowed.stream().map(catalogue.vocabulary()::display).toList()))));
  }

  /** The output of another tool of the port's type, about the same targets. */
  private JsonNode produced(ToolManifest consumer, Port port, Task.Ask asked, int depth)
      throws Stuck {
    Task why = null;
    Task.Ask ask = images.forPort(port, asked.image()).map(asked::in).orElse(asked);
    if (Catalogue.says(catalogue.vocabulary(), "prior", port) && ask.image() == asked.image()) {
      image(asked, port); // asks for the prior, or says that there is none
    }
    for (Producers.Producer p :
        depth < Chain.DEEPEST
            ? producers.of(consumer, port, ask.request())
            : List.<Producers.Producer>of()) {
      int before = draft.mark();
      try {
        Task task = chain.call(p.tool(), ask, null, depth + 1);
        if (task instanceof Task.Planned planned) {
          return JSON.textNode("$" + planned.step() + "." + p.output().name());
        }
        if (task instanceof Task.Done d && Masks.payload(d.outcome()) != null) {
          return JSON.textNode("$" + d.outcome().step().id() + "." + p.output().name());
        }
        why = task;
      } catch (Stuck e) {
        why = why == null ? e.task() : why;
      }
      draft.back(before);
    }
    throw new Stuck(why != null ? why : phrases.askFor(consumer, port));
  }

  /** A required text that may say anything: a question for a tool that takes questions. */
  private static boolean freeText(Port port) {
    return port.type().name().equals("Text")
        && !port.type().list()
        && port.schema().path("type").asText("string").equals("string")
        && !port.schema().has("enum")
        && !port.schema().has("pattern")
        && !port.schema().has("format");
  }

  private boolean priorIsMeant(Port port, Task.Ask ask) {
    boolean prior = Catalogue.says(catalogue.vocabulary(), "prior", port);
    return prior && catalogue.vocabulary().any("prior", ask.request().images());
  }

  private JsonNode imageRef(Task.Ask ask, Port port) throws Stuck {
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      images.all().stream().filter(i -> i.fits(port)).forEach(i -> all.add(i.ref()));
      if (all.isEmpty()) {
        throw new Stuck(new Task.Impossible(ask, "no image that it works on is loaded"));
      }
      return all;
    }
    return JSON.textNode(image(ask, port).ref());
  }

  private JsonNode studyRef(Task.Ask ask, Port port) throws Stuck {
    if (port.type().list()) {
      ArrayNode all = JSON.arrayNode();
      images.all().stream().map(i -> "$" + i.study()).distinct().forEach(all::add);
      return all;
    }
    return JSON.textNode("$" + image(ask, port).study());
  }

  /** The image of this port: the prior where the port says so, else the one asked about. */
  Images.Named image(Task.Ask ask, @Nullable Port port) throws Stuck {
    Images.Named image = ask.image();
    if (port != null && Catalogue.says(catalogue.vocabulary(), "prior", port)) {
      Optional<Images.Named> prior = images.prior();
      if (prior.isEmpty()) {
        throw new Stuck(
            images.all().size() > 1
                ? phrases.askPrior(images.all())
                : new Task.Impossible(ask, "there is no prior study"));
      }
      image = prior.get();
    } else if (port != null) {
      image = images.forPort(port, image).orElse(image);
    }
    if (image == null) {
      throw new Stuck(new Task.Impossible(ask, "no image is loaded"));
    }
    if (port == null || port.type().name().equals("LabelMap") || image.fits(port)) {
      return image;
    }
    if (image.kindFits(port) && image.modalityIsMissing(port)) {
      throw new Stuck(phrases.askModality(image, Images.Named.modalities(port)));
    }
    throw new Stuck(new Task.Impossible(ask, phrases.wrongImage(image, port)));
  }
}
