package dev.heliograph.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sample studies. */
@Command(
    name = "sample",
    description = "The sample studies that the project ships.",
    subcommands = SampleCommand.ListAll.class,
    footerHeading = "%nExamples:%n",
    footer = "  heliograph sample list")
final class SampleCommand extends Group {

  /** Lists samples; needs nothing started. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "The samples there are.")
  static final class ListAll implements Callable<Integer> {
    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("NAME", "MODALITY", "LICENCE", "TITLE"));
      for (Samples.Sample s : Samples.all()) {
        rows.add(List.of(s.name(), s.modality(), s.licence(), s.title()));
      }
      Out.table(out, rows);
      out.flush();
      return 0;
    }
  }
}
