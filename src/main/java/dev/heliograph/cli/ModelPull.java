package dev.heliograph.cli;

import dev.heliograph.inference.ModelCard;
import dev.heliograph.inference.Models;
import dev.heliograph.tool.ProjectRoot;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fetches the weights of a model, from a mirror or from upstream. */
final class ModelPull {

  private static final int BAR = 30;

  private final Models models;
  private final PrintWriter out;
  private final PrintWriter err;
  private final @Nullable Console terminal = System.console();

  ModelPull(Models models, PrintWriter out, PrintWriter err) {
    this.models = models;
    this.out = out;
    this.err = err;
  }

  /**
   * @return exit code
   */
  int pull(String name, boolean accept) throws IOException {
    ModelCard card = models.card(name);
    if (card.weights().isEmpty()) {
      out.println(name + " ships with the project; there is nothing to pull");
      return 0;
    }
    if (models.verify(card).state() == Models.State.READY) {
      out.println(name + " is there already and verified");
      return 0;
    }
    acceptLicence(card, accept);
    for (ModelCard.Weights w : card.weights()) {
      Path to = models.weightsFolder(card).resolve(w.file());
      new Download(to, w.bytes(), w.sha256(), (done, total) -> bar(w.file(), done, total))
          .from(source(w, System.getenv("HELIOGRAPH_MIRROR"), ProjectRoot.path()));
    }
    Models.Status status = models.verify(card);
    if (status.state() != Models.State.READY) {
      throw CliException.failed(status.problem(), status.fix());
    }
    out.println(name + " was pulled to " + models.weightsFolder(card) + " and verified");
    return 0;
  }

  private void acceptLicence(ModelCard card, boolean accept) {
    err.println("The weights of " + card.name() + " are under " + card.licence() + ".");
    if (card.nonCommercial()) {
      err.println("They may not be used commercially.");
    }
    err.println("Please cite: " + card.citation());
    err.flush();
    if (accept) {
      return;
    }
    if (terminal == null) {
      throw CliException.wrongUse(
          "the licence was not accepted", "add --accept-licence if you accept " + card.licence());
    }
    String answer = terminal.readLine("Accept %s? [y/N] ", card.licence());
    if (answer == null || !answer.trim().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw CliException.failed("the licence was not accepted", "nothing was fetched");
    }
  }

  /**
   * Where to fetch from: the mirror if one is named, else a folder {@code ../shared/data} beside
   * the project if it has the file, else upstream.
   *
   * @param mirror a folder or an http(s) address, or null
   */
  static URI source(ModelCard.Weights w, @Nullable String mirror, Path root) {
    if (mirror != null && !mirror.isBlank()) {
      return mirror.startsWith("http://") || mirror.startsWith("https://")
          ? URI.create(mirror.replaceFirst("/+$", "") + "/" + w.path())
          : root.resolve(mirror).resolve(w.path()).normalize().toUri();
    }
    Path beside = root.resolveSibling("shared").resolve("data").resolve(w.path());
    return Files.isRegularFile(beside) ? beside.toUri() : URI.create(w.url());
  }

  private void bar(String file, long done, long total) {
    if (terminal == null) {
      return;
    }
    int filled = (int) (BAR * done / total);
    err.printf(
        Locale.ROOT,
        "\r%s [%s%s] %d of %d KiB",
        file,
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        done >> 10,
        total >> 10);
    if (done == total) {
      err.println();
    }
    err.flush();
  }
}
