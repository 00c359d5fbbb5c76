package dev.heliograph.format.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of {@link Fuzz}. */
class FuzzTest {

  private static final int ROUNDS = 60;

  static Stream<String> names() throws Exception {
    return new Fuzz().names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void damagedFilesAreRefusedAndNothingElse(String name) throws Exception {
    Fuzz fuzz = new Fuzz();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutant = fuzz.mutant(name, round);
      assertThatCode(() -> Fuzz.read(name, mutant)).as("round " + round).doesNotThrowAnyException();
    }
  }
}
