package dev.heliograph.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models there are: {@code <name>/card.yaml} in one folder, and the weights that users pulled
 * in another. Files are looked at anew with each question, so what was pulled or repaired meanwhile
 * counts.
 */
public final class Models {

  /** Whether a model can run. */
  public enum State {
    READY,
    NOT_PULLED,
    DAMAGED
  }

  /**
   * @param problem what is wrong, or empty if ready
   * @param fix what to do about it
   */
  public record Status(State state, String problem, String fix) {
    static final Status READY = new Status(State.READY, "", "");
  }

  private record Read(FileTime changed, ModelCard card) {}

  private final Path folder;
  private final Path pulled;
  private final Digests digests = new Digests();
  private final Map<String, Read> cards = new ConcurrentHashMap<>();

  /**
   * @param folder holds {@code <name>/card.yaml}
   * @param pulled holds {@code <name>/<weights>}; need not exist
   */
  public Models(Path folder, Path pulled) {
    this.folder = folder;
    this.pulled = pulled;
  }

  /** Names of all models, sorted; their cards may be invalid. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(f -> Files.isRegularFile(f.resolve("card.yaml")))
          .map(f -> f.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /**
   * @throws NoSuchFileException if there is no such model
   * @throws CardReader.InvalidCardException if its card cannot be used
   */
  public ModelCard card(String name) throws IOException {
    Path file = cardFile(name);
    FileTime changed = Files.getLastModifiedTime(file);
    Read known = cards.get(name);
    if (known == null || !known.changed().equals(changed)) {
      known = new Read(changed, CardReader.read(file));
      cards.put(name, known);
    }
    return known.card();
  }

  public Path cardFile(String name) throws NoSuchFileException {
    Path file = folder.resolve(name).resolve("card.yaml").normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no model '" + name + "' in " + folder);
    }
    return file;
  }

  /** Where the weights of a model are kept after they were pulled. */
  public Path weightsFolder(ModelCard card) {
    return pulled.resolve(card.name());
  }

  /**
   * Whether all files are there with the right size, and the right SHA-256 where that was computed
   * before: quick enough to be asked with every plan.
   */
  public Status glance(ModelCard card) throws IOException {
    return check(card, false);
  }

  /** As {@link #glance}, with every file's SHA-256 computed where the file changed since. */
  public Status verify(ModelCard card) throws IOException {
    return check(card, true);
  }

  /** An ONNX file of the card: beside it, or among the pulled weights. */
  Path network(ModelCard card, ModelCard.NetworkFile network) {
    Path beside = folder.resolve(card.name()).resolve(network.file());
    return Files.exists(beside) ? beside : weightsFolder(card).resolve(network.file());
  }

  private Status check(ModelCard card, boolean whole) throws IOException {
    String pull = "run 'heliograph model pull " + card.name() + "'";
    for (ModelCard.Weights w : card.weights()) {
      Path file = weightsFolder(card).resolve(w.file());
      if (!Files.exists(file)) {
        return new Status(
            State.NOT_PULLED, "the weights of " + card.name() + " were not pulled", pull);
      }
      String problem = damage(file, w.bytes(), w.sha256(), whole);
      if (problem != null) {
        return new Status(State.DAMAGED, problem, pull + " again");
      }
    }
    for (ModelCard.NetworkFile n : card.network().files()) {
      Path file = network(card, n);
      String problem =
          Files.exists(file)
              ? damage(file, n.bytes(), n.sha256(), whole)
              : file + " of the model is missing";
      if (problem != null) {
        return new Status(
            State.DAMAGED, problem, "restore " + n.file() + " from where the card came from");
      }
    }
    return Status.READY;
  }

  private @Nullable String damage(Path file, long bytes, String sha256, boolean whole)
      throws IOException {
    long size = Files.size(file);
    if (size != bytes) {
      return file + " has " + size + " bytes, its card says " + bytes;
    }
    String found = whole ? digests.sha256(file) : digests.ifKnown(file);
    return found == null || found.equals(sha256)
        ? null
        : file + " has the SHA-256 " + found + ", its card says " + sha256;
  }
}
