package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process must not end while a network runs in native code. */
class SessionsTest {

  private final Models models = new Models(Path.of("models"), Path.of("nothing-is-pulled"));
  private final Sessions sessions =
      new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(1));
  private final Segmenter segmenter = new Segmenter(sessions);

  @Test
  void closingStopsTheNetworkThatRunsAndLetsNoneBegin() throws IOException {
    Monitor closesInTheMiddle =
        new Monitor() {
          @Override
          public void progress(double fraction, String message) {
            if (fraction > 0) {
              Thread closer = new Thread(sessions::close);
              closer.setDaemon(true);
              closer.start();
            }
          }

          @Override
          public void check() {}
        };
    assertRefused(closesInTheMiddle);
    assertThat(sessions.size()).isEqualTo(1);
    assertRefused(new ObeliskRealDataTest.Stop());
  }

  private void assertRefused(Monitor monitor) throws IOException {
    ModelCard card = models.card("abdomen-organs");
    var scan = ObeliskRealDataTest.sample();
    assertThatThrownBy(() -> segmenter.segment(card, scan, "CT", 1L << 30, monitor))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("being stopped");
  }
}
