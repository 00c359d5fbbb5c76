package dev.heliograph.benchmark;

/**
 * One thing wrong with a case.
 *
 * @param file where, as the reader was given it
 * @param path place in the file, or empty for all of it
 */
public record CaseProblem(String file, String path, String message, String fix) {

  @Override
  public String toString() {
    return file + ": " + (path.isEmpty() ? "" : path + ": ") + message + " (" + fix + ")";
  }
}
