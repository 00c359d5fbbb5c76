package dev.heliograph.agent.planner.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {

  @Test
  void closingWaitsForTheModelThatIsBeingLoadedAndEndsTheEncoding() {
    SentenceEncoder encoder = new SentenceEncoder();
    assertThat(encoder.loading()).isTrue();

    encoder.close();

    assertThat(encoder.loading()).isFalse();
    assertThatThrownBy(() -> encoder.encode("how big is the liver?"))
        .isInstanceOf(CancellationException.class);
  }
}
