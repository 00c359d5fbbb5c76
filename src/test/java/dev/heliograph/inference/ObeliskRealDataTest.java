package dev.heliograph.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.testing.RealData;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Unit;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole segmenter on a real scan, with pulled weights. */
class ObeliskRealDataTest {

  /** Stops when told; the first sign of progress says that it works. */
  static final class Stop implements Monitor {
    volatile boolean stop;
    volatile boolean started;

    @Override
    public void progress(double fraction, String message) {
      started = true;
    }

    @Override
    public void check() {
      if (stop) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  private final Models models = new Models(Path.of("models"), RealData.require("weights"));
  private final Segmenter segmenter =
      new Segmenter(new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(1)));

  static Volume sample() throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("samples/ct-abdomen/ct.nii.gz"))) {
      return NiftiReader.read(in, -1, Unit.HOUNSFIELD, ReadLimits.standard()).volume();
    }
  }

  private Segmentation segment(Volume volume, Monitor monitor) throws IOException {
    return segmenter.segment(models.card("obelisk"), volume, "CT", 4L << 30, monitor);
  }

  @Test
  void labelsAreThoseOfThePythonReference() throws IOException {
    Segmentation found = segment(sample(), new Stop());
    References.assertSame(found.labels(), "obelisk.nii.gz");
    assertThat(found.notices())
        .extracting(Segmentation.Notice::code)
        .as("the sample ends within liver and spleen")
        .containsOnly("cut_by_scan_edge");
  }

  @Test
  void anyOrientationGivesTheSameLabelsAtTheSamePlaces() throws IOException {
    Volume sample = sample();
    LabelMap straight = segment(sample, new Stop()).labels();
    LabelMap turned = segment(Reorient.reorient(sample, "SPL"), new Stop()).labels();
    assertThat(turned.geometry().orientation()).isEqualTo("SPL");
    assertThat(Reorient.reorient(turned, straight.geometry().orientation()).labels())
        .isEqualTo(straight.labels());
  }

  @Test
  void aRunningNetworkStopsWithinASecond() throws Exception {
    Volume sample = sample();
    segment(sample, new Stop()); // loaded
    Stop monitor = new Stop();
    long[] asked = new long[1];
    Thread stopper =
        new Thread(
            () -> {
              try {
                while (!monitor.started) {
                  Thread.sleep(5);
                }
                Thread.sleep(700); // the body is found, the network runs
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              asked[0] = System.nanoTime();
              monitor.stop = true;
            });
    stopper.start();
    assertThatThrownBy(() -> segment(sample, monitor)).hasMessage("stopped");
    assertThat(Duration.ofNanos(System.nanoTime() - asked[0])).isLessThan(Duration.ofSeconds(1));
    stopper.join();
    assertThat(segment(sample, new Stop()).labels().structures())
        .as("and works again afterwards")
        .hasSize(8);
  }

  @Test
  void aScanThatIsTooLargeOrNoScanIsRefused() throws IOException {
    Volume sample = sample();
    ModelCard card = models.card("obelisk");
    assertThatThrownBy(() -> segmenter.segment(card, sample, "CT", 100 << 20, new Stop()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("MiB");
    assertThatThrownBy(() -> segmenter.segment(card, sample, "MR", 4L << 30, new Stop()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("made for [CT]");
    Volume slice =
        new Volume(sample.geometry().withSize(122, 101, 1), new float[122 * 101], Unit.HOUNSFIELD);
    assertThatThrownBy(() -> segment(slice, new Stop()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("single slice");
  }

  @Test
  void aRunThatNobodyNeedsAnyMoreIsReleased() throws Exception {
    Sessions sessions = new Sessions(models, 1, Duration.ofMillis(300));
    new Segmenter(sessions).segment(models.card("obelisk"), sample(), "CT", 4L << 30, new Stop());
    assertThat(sessions.size()).isEqualTo(1);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> sessions.size() == 0);
  }

  @Test
  void structuresThatTheCardDoesNotVouchForAreLeftOut() throws IOException {
    ModelCard card = models.card("obelisk");
    LabelMap kept = segment(sample(), new Stop()).vouchedFor(card);
    assertThat(kept.structures())
        .isEqualTo(Map.of(1, "spleen", 4, "gallbladder", 6, "liver", 8, "duodenum"));
    for (short label : kept.labels()) {
      assertThat(label == 0 || kept.structures().containsKey((int) label)).isTrue();
    }
  }
}
