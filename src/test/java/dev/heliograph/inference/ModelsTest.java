package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.testing.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  private final Path pulled;
  private final Models models;

  ModelsTest(@TempDir Path pulled) {
    this.pulled = pulled;
    this.models = new Models(Path.of("models"), pulled);
  }

  @Test
  void aModelThatWasNotPulledSaysHowToPullIt() throws IOException {
    ModelCard card = models.card("obelisk");
    Models.Status status = models.glance(card);
    assertThat(status.state()).isEqualTo(Models.State.NOT_PULLED);
    assertThat(status.fix()).contains("heliograph model pull obelisk");
    assertThatThrownBy(
            () ->
                new Segmenter(new Sessions(models, 1, java.time.Duration.ofMinutes(1)))
                    .segment(
                        card,
                        ObeliskRealDataTest.sample(),
                        "CT",
                        4L << 30,
                        new ObeliskRealDataTest.Stop()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not pulled");
  }

  @Test
  void whatArrivesLaterIsSeenAndWhatChangesIsDamaged() throws IOException {
    Path weights = RealData.require("weights/obelisk/obeliskhybrid_tcia_fold1.pth");
    ModelCard card = models.card("obelisk");
    assertThat(models.verify(card).state()).isEqualTo(Models.State.NOT_PULLED);
    Path file = pulled.resolve("obelisk").resolve(weights.getFileName());
    Files.createDirectories(file.getParent());
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(file, bytes);
    assertThat(models.glance(card).state()).isEqualTo(Models.State.READY);
    assertThat(models.verify(card).state()).isEqualTo(Models.State.READY);

    bytes[500_000] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));
    assertThat(models.verify(card).state()).isEqualTo(Models.State.DAMAGED);
    assertThat(models.glance(card).problem()).contains("SHA-256");

    Files.write(file, new byte[17]);
    assertThat(models.glance(card).problem()).contains("has 17 bytes");
  }

  @Test
  void namesAreNoPaths() {
    assertThatThrownBy(() -> models.card("../samples")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> models.card("nothing")).hasMessageContaining("no model 'nothing'");
  }
}
