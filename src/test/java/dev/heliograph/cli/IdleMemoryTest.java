package dev.heliograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleMemoryTest {

  private static final long BUSY = 3_000_000_000L;
  private static final long QUIET = 20_000_000L;

  private long cpu;
  private int released;
  private final IdleMemory memory = new IdleMemory(() -> cpu, () -> released++);

  private void tick(long used) {
    cpu += used;
    memory.tick();
  }

  @Test
  void releasesOnceAfterWorkAndNeverDuringIt() {
    tick(BUSY);
    tick(QUIET);
    tick(BUSY);
    tick(QUIET);
    assertThat(released).isZero();
    tick(QUIET);
    assertThat(released).isEqualTo(1);
    tick(QUIET);
    tick(QUIET);
    assertThat(released).as("nothing new to release").isEqualTo(1);
    tick(BUSY);
    tick(QUIET);
    tick(QUIET);
    assertThat(released).isEqualTo(2);
  }
}
