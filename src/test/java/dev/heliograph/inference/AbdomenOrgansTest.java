package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The shipped network and its sliding window; needs nothing that is not in the project. */
class AbdomenOrgansTest {

  @Test
  void labelsAreThoseOfThePythonReference() throws IOException {
    Models models = new Models(Path.of("models"), Path.of("nothing-is-pulled"));
    ModelCard card = models.card("abdomen-organs");
    assertThat(models.verify(card)).isEqualTo(Models.Status.READY);
    Segmentation found =
        new Segmenter(new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(1)))
            .segment(
                card, ObeliskRealDataTest.sample(), "CT", 1L << 30, new ObeliskRealDataTest.Stop());
    References.assertSame(found.labels(), "abdomen-organs.nii.gz");
  }
}
