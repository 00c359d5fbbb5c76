package dev.heliograph.cli;

import io.quarkus.runtime.QuarkusApplication;
import picocli.CommandLine;

/** Runs the command inside of the started application. */
final class Cli implements QuarkusApplication {

  private final CommandLine.IFactory factory;

  Cli(CommandLine.IFactory factory) {
    this.factory = factory;
  }

  @Override
  public int run(String... args) {
    return Heliograph.line(factory).execute(args);
  }
}
