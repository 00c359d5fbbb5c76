package dev.heliograph.cli;

import dev.heliograph.inference.CardReader;
import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.tool.ProjectRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Models. Nothing of the application is started; a running service sees what was pulled. */
@Command(
    name = "model",
    description = "List, show, pull and verify models.",
    subcommands = {
      ModelCommand.ListAll.class,
      ModelCommand.Show.class,
      ModelCommand.Pull.class,
      ModelCommand.Verify.class,
      ModelCommand.Card.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  heliograph model list",
      "  heliograph model pull obelisk --accept-licence",
      "  heliograph model verify"
    })
final class ModelCommand extends Group {

  /** What the subcommands share. */
  abstract static class Sub implements Callable<Integer> {
    @Spec CommandSpec spec;

    final Models models =
        new Models(ProjectRoot.path().resolve("models"), Main.home().path().resolve("models"));

    abstract int run(PrintWriter out) throws IOException;

    @Override
    public final Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try {
        return run(out);
      } catch (NoSuchFileException e) {
        throw CliException.wrongUse(
            e.getReason() == null ? e.getMessage() + " is not there" : e.getReason(),
            "'heliograph model list' lists them");
      } catch (CardReader.InvalidCardException e) {
        throw CliException.failed(String.valueOf(e.getMessage()), "correct the card");
      } finally {
        out.flush();
      }
    }

    static String state(ModelCard card, Models.Status status) {
      String state = status.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      boolean shipped = card.origin() == ModelCard.Origin.SHIPPED;
      return status.state() == Models.State.READY ? (shipped ? "shipped" : "pulled") : state;
    }
  }

  /** Lists models. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "The models there are.")
  static final class ListAll extends Sub {
    @Override
    int run(PrintWriter out) throws IOException {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("NAME", "VERSION", "STATE", "LICENCE", "TITLE"));
      for (String name : models.names()) {
        try {
          ModelCard c = models.card(name);
          rows.add(List.of(name, c.version(), state(c, models.glance(c)), c.licence(), c.title()));
        } catch (CardReader.InvalidCardException e) {
          rows.add(List.of(name, "-", "invalid card", "-", "see 'heliograph model show'"));
        }
      }
      Out.table(out, rows);
      return 0;
    }
  }

  /** Shows what a model is and how good. */
  @Command(name = "show", mixinStandardHelpOptions = true, description = "What a model is for.")
  static final class Show extends Sub {
    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    String name = "";

    @Override
    int run(PrintWriter out) throws IOException {
      ModelCard c = models.card(name);
      Models.Status status = models.glance(c);
      out.println(c.name() + " " + c.version() + ": " + c.title());
      out.println("state     " + state(c, status));
      if (status.state() != Models.State.READY) {
        out.println("          " + status.problem() + "; " + status.fix());
      }
      out.println("licence   " + c.licence());
      out.println("made for  " + c.domain().modality() + " of the " + c.domain().anatomy());
      out.println("          " + c.domain().note());
      out.println();
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("STRUCTURE", "IN", "METRIC", "MEAN", "SD", "N", "DATA"));
      for (ModelCard.Accuracy a : c.accuracy()) {
        boolean prefer = c.label(a.structure()).map(ModelCard.Label::prefer).orElse(false);
        rows.add(
            List.of(
                a.structure().isEmpty() ? "all" : a.structure() + (prefer ? "" : " (not used)"),
                a.modality(),
                a.metric(),
                String.format(Locale.ROOT, "%.3f", a.mean()),
                a.n() > 1 ? String.format(Locale.ROOT, "%.3f", a.sd()) : "-",
                String.valueOf(a.n()),
                a.data()));
      }
      Out.table(out, rows);
      out.println();
      out.println(c.citation());
      return 0;
    }
  }

  /** Prints the card. */
  @Command(name = "card", mixinStandardHelpOptions = true, description = "The card, as written.")
  static final class Card extends Sub {
    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    String name = "";

    @Override
    int run(PrintWriter out) throws IOException {
      models.card(name); // says what is wrong with it, if anything
      out.print(Files.readString(models.cardFile(name)));
      return 0;
    }
  }

  /** Computes every file's SHA-256. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Compare every file with the SHA-256 in its card.")
  static final class Verify extends Sub {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Models; by default all.")
    List<String> names = List.of();

    @Override
    int run(PrintWriter out) throws IOException {
      int bad = 0;
      for (String name : names.isEmpty() ? models.names() : names) {
        ModelCard c = models.card(name);
        Models.Status status = models.verify(c);
        boolean ready = status.state() == Models.State.READY;
        boolean asked = !names.isEmpty();
        bad += ready || (status.state() == Models.State.NOT_PULLED && !asked) ? 0 : 1;
        out.println(name + ": " + (ready ? "verified" : status.problem() + "; " + status.fix()));
      }
      return bad == 0 ? 0 : 1;
    }
  }

  /** Fetches weights. */
  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = {
        "Fetch a model's weights, verify them and keep them in $HELIOGRAPH_HOME/models.",
        "$HELIOGRAPH_MIRROR, a folder or an address, is asked instead of the card's addresses."
      })
  static final class Pull extends Sub {
    @Parameters(paramLabel = "NAME", description = "Name of the model.")
    String name = "";

    @Option(names = "--accept-licence", description = "Accept the licence of the weights.")
    boolean accept;

    @Override
    int run(PrintWriter out) throws IOException {
      return new ModelPull(models, out, spec.commandLine().getErr()).pull(name, accept);
    }
  }
}
