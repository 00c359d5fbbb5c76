package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heliograph.testing.SyntheticDicom;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder goes in, copies and an audit come out. */
class DeidentifyCommandTest {

  private static int run(StringWriter err, String... args) {
    CommandLine line = Heliograph.line(CommandLine.defaultFactory());
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private static byte[] file(String modality) {
    return SyntheticDicom.slice(SyntheticDicom.EXPLICIT)
        .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
        .text(0x00080060, "CS", modality)
        .pixels(12, 2, i -> i)
        .bytes();
  }

  @Test
  void copiesComeWithAnAuditAndWithoutFilesThatMayShowText(@TempDir Path folder)
      throws IOException {
    Path in = Files.createDirectories(folder.resolve("Secret^Name"));
    Files.write(in.resolve("a-Secret.dcm"), file("CT"));
    Files.write(in.resolve("b-Secret.dcm"), file("US"));
    Files.writeString(in.resolve("notes.txt"), "Secret");
    Path out = folder.resolve("out");
    StringWriter err = new StringWriter();
    assertThat(run(err, "study", "deidentify", in.toString(), "--out", out.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("b-Secret.dcm").contains("modality US");
    assertThat(StudyFiles.below(out))
        .extracting(p -> p.getFileName().toString())
        .containsExactly("000001.dcm", "deidentification.json");
    String audit = Files.readString(out.resolve("deidentification.json"));
    assertThat(audit).doesNotContain("Secret");
    JsonNode json = new ObjectMapper().readTree(audit);
    assertThat(json.path("written").asInt()).isEqualTo(1);
    assertThat(json.path("notDicom").asInt()).isEqualTo(1);
    assertThat(json.path("withheld").get(0).path("number").asInt()).isEqualTo(2);
    assertThat(json.path("attributes").path("replaced SOPInstanceUID (0008,0018)").asInt())
        .isEqualTo(1);

    Path all = folder.resolve("all");
    assertThat(
            run(
                new StringWriter(),
                "study",
                "deidentify",
                in.toString(),
                "--out",
                all.toString(),
                "--keep-burned-in"))
        .isZero();
    assertThat(StudyFiles.below(all)).hasSize(3);
    // Never into a folder that holds something, nor into its own source.
    assertThat(run(err, "study", "deidentify", in.toString(), "--out", all.toString()))
        .isEqualTo(2);
    assertThat(run(err, "study", "deidentify", in.toString(), "--out", in.resolve("x").toString()))
        .isEqualTo(2);
  }
}
