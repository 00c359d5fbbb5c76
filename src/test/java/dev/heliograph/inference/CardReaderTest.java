package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heliograph.inference.CardReader.InvalidCardException;
import dev.heliograph.inference.CardReader.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardReaderTest {

  private final Path folder;

  CardReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<Problem> problems(String find, String replace) throws IOException {
    String good = Files.readString(Path.of("models/obelisk/card.yaml"));
    assertThat(good).contains(find);
    Path file = folder.resolve("obelisk").resolve("card.yaml");
    Files.createDirectories(folder.resolve("obelisk"));
    Files.writeString(file, good.replace(find, replace));
    InvalidCardException e =
        catchThrowableOfType(InvalidCardException.class, () -> CardReader.read(file));
    assertThat(e).as(replace + " is refused").isNotNull();
    assertThat(e.problems()).allSatisfy(p -> assertThat(p.fix()).isNotBlank());
    return e.problems();
  }

  @Test
  void everyCardOfTheProjectIsValid() throws IOException {
    Models models = new Models(Path.of("models"), folder);
    assertThat(models.names()).contains("obelisk");
    for (String name : models.names()) {
      assertThat(models.card(name).name()).isEqualTo(name);
    }
  }

  @Test
  void whatIsWrittenIsWhatIsRead() throws IOException {
    ModelCard card = CardReader.read(Path.of("models/obelisk/card.yaml"));
    assertThat(card.channels()).isEqualTo(9);
    assertThat(card.labels().get(5).name()).isEqualTo("liver");
    assertThat(card.label("pancreas").orElseThrow().prefer()).isFalse();
    assertThat(card.preprocessing().grid()).isInstanceOf(Grid.Resize.class);
    assertThat(card.preprocessing().intensity().get("CT"))
        .isEqualTo(new Intensity(Intensity.Scheme.CLIP, -1024, 3072, 0, 4));
    assertThat(card.weights().get(0).bytes()).isEqualTo(946082);
    assertThat(card.nonCommercial()).isFalse();
  }

  @Test
  void unknownKeysAndWrongValuesAreNamed() throws IOException {
    assertThat(problems("postprocessing: {largest", "postprocessing: {keepAll: 1, largest"))
        .extracting(Problem::path, Problem::fix)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "postprocessing", "remove 'keepAll' or correct its name"));
    assertThat(problems("size: [144, 144, 144]", "size: [144, 144]"))
        .extracting(Problem::path)
        .contains("preprocessing.grid.size");
    assertThat(problems("licence: MIT", "")).extracting(Problem::fix).contains("add 'licence'");
  }

  @Test
  void allProblemsAreSaidAtOnce() throws IOException {
    assertThat(problems("origin: pulled", "origin: stolen\nhobby: 1")).hasSize(2);
  }

  @Test
  void whatContradictsItselfIsRefused() throws IOException {
    assertThat(problems("name: obelisk\n", "name: menhir\n"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("folder named 'obelisk'"));
    assertThat(problems("index: 8,", "index: 9,")).extracting(Problem::path).contains("labels");
    assertThat(problems("low: -1024.0, high: 3072.0", "low: 3072.0, high: -1024.0"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("span no range"));
    assertThat(problems("modality: [CT]", "modality: [CT, MR]"))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("how MR values are scaled"));
    assertThat(problems("window: {label: 6", "window: {label: 60"))
        .extracting(Problem::path)
        .contains("preprocessing.grid.window.label");
    assertThat(problems("orientation: RAS", "orientation: RAL"))
        .extracting(Problem::path)
        .contains("preprocessing.orientation");
  }

  @Test
  void textThatIsNoYamlIsRefused() throws IOException {
    assertThat(problems("name: obelisk\n", "name: [obelisk\n"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("YAML"));
  }
}
