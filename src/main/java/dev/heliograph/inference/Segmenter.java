package dev.heliograph.inference;

import ai.onnxruntime.OrtException;
import dev.heliograph.imaging.Extent;
import dev.heliograph.imaging.Reorient;
import dev.heliograph.imaging.Resample;
import dev.heliograph.imaging.Taps;
import dev.heliograph.volume.Geometry;
import dev.heliograph.volume.LabelMap;
import dev.heliograph.volume.Volume;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Segments volumes as a model card says. The conventions are those of the Python references
 * (training/obelisk/README.md, training/abdomen_organs/README.md), which tests compare with.
 */
public final class Segmenter {

  private final Sessions sessions;

  public Segmenter(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * @param volume in any orientation; oblique grids are taken along their nearest axes
   * @param modality DICOM code of the volume
   * @param budgetBytes more than this is not allocated
   * @return labels on the volume's grid, background 0
   * @throws RefusedException before anything is computed
   * @throws IOException if the model cannot be read or fails
   */
  public Segmentation segment(
      ModelCard card, Volume volume, String modality, long budgetBytes, Monitor monitor)
      throws IOException {
    long start = System.nanoTime();
    monitor.check();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Intensity intensity = card.preprocessing().intensity().get(modality);
    if (intensity == null || !card.domain().modality().contains(modality)) {
      throw new RefusedException(
          "'"
              + card.name()
              + "' was made for "
              + card.domain().modality()
              + ", this is "
              + modality,
          "choose another image or another segmenter");
    }
    Geometry g = volume.geometry();
    if (g.nx() < 2 || g.ny() < 2 || g.nz() < 2) {
      throw new RefusedException(
          "a single slice is no scan for a network that looks at volumes", "give a whole series");
    }
    DomainCheck.refuseLarger(card, turned(g, card));
    long bytes = MemoryEstimate.bytes(card, turned(g, card));
    if (bytes > budgetBytes) {
      throw new RefusedException(
          "segmenting this scan would take about "
              + (bytes >> 20)
              + " MiB and "
              + (budgetBytes >> 20)
              + " MiB are allowed",
          "crop or downsample the scan, or raise the tool's limits.memory");
    }
    Volume ras = Reorient.reorient(volume, card.preprocessing().orientation());
    List<Segmentation.Notice> notices = new ArrayList<>(DomainCheck.scan(card, ras));
    monitor.progress(0, "waiting for the network");
    short[] labels =
        sessions.use(card, monitor, n -> new Pass(card, intensity, ras, n, monitor).labels());
    LabelMap found =
        Reorient.reorient(new LabelMap(ras.geometry(), labels, Map.of()), g.orientation());
    Map<Integer, String> names = new TreeMap<>();
    card.labels().forEach(l -> names.put(l.index(), l.name()));
    LabelMap result = new LabelMap(g, found.labels(), names);
    notices.addAll(DomainCheck.result(card, result, monitor));
    monitor.progress(1, "done");
    return new Segmentation(
        result,
        notices,
        new Segmentation.Usage(
            Duration.ofNanos(System.nanoTime() - start),
            Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu),
            bytes));
  }

  /** The grid after turning, without turning any voxel. */
  private static Geometry turned(Geometry g, ModelCard card) {
    String wanted = card.preprocessing().orientation();
    int[] world = g.closestAxes();
    int[] n = {g.nx(), g.ny(), g.nz()};
    double[] s = g.spacingMm();
    int[] size = new int[3];
    double[] spacing = new double[3];
    for (int o = 0; o < 3; o++) {
      int axis = "RASLPI".indexOf(wanted.charAt(o)) % 3;
      for (int c = 0; c < 3; c++) {
        if (world[c] == axis) {
          size[o] = n[c];
          spacing[o] = s[c];
        }
      }
    }
    return Geometry.axisAligned(size[0], size[1], size[2], spacing[0], spacing[1], spacing[2]);
  }

  /** One segmentation of a volume that is turned as the network wants it. */
  private record Pass(
      ModelCard card, Intensity intensity, Volume ras, Network network, Monitor monitor) {

    short[] labels() throws OrtException {
      return card.preprocessing().grid() instanceof Grid.Spacing s
          ? spacing(s)
          : resize((Grid.Resize) card.preprocessing().grid());
    }

    private short[] spacing(Grid.Spacing grid) throws OrtException {
      Geometry g = ras.geometry();
      double[] from = g.spacingMm();
      Volume small = Resample.resampleToSpacing(ras, grid.spacingMm(), monitor);
      intensity.apply(small.values());
      Geometry to = small.geometry();
      double[] mm = grid.spacingMm();
      LabelPainter painter =
          new LabelPainter(
              card.postprocessing().upsample(),
              card.channels(),
              to.nx(),
              to.ny(),
              g,
              new int[3],
              Taps.atSpacing(to.nx(), g.nx(), mm[0], from[0]),
              Taps.atSpacing(to.ny(), g.ny(), mm[1], from[1]),
              Taps.atSpacing(to.nz(), g.nz(), mm[2], from[2]));
      float outside = Float.POSITIVE_INFINITY;
      for (Intensity i : card.preprocessing().intensity().values()) {
        outside = Math.min(outside, i.outside());
      }
      new SlidingWindow(grid, card.channels(), to, outside)
          .run(small.values(), network, painter, monitor);
      return clean(painter.labels());
    }

    private short[] resize(Grid.Resize grid) throws OrtException {
      BodyBox box = grid.bodyCrop() ? BodyBox.of(ras, monitor) : BodyBox.whole(ras.geometry());
      Grid.Window window = grid.window();
      double mmZ = ras.geometry().spacingMm()[2];
      boolean mayNeedWindow = window != null && box.size(2) * mmZ > window.whenLongerThanMm();
      monitor.progress(0.02, mayNeedWindow ? "looking at the whole scan" : "running the network");
      short[] labels = box(grid, box);
      if (window != null && mayNeedWindow) {
        Extent found =
            Extent.of(new LabelMap(ras.geometry(), labels, Map.of()), window.label(), monitor);
        if (!found.empty() && found.volumeMm3() >= 1000 * window.minVolumeMl()) {
          int top = found.max()[2] + 1;
          int high = Math.min(box.end()[2], top + voxels(window.aboveMm(), mmZ));
          int low = Math.max(box.first()[2], high - voxels(window.lengthMm(), mmZ));
          monitor.progress(0.5, "looking at the upper abdomen");
          labels = box(grid, box.alongZ(low, high));
        }
      }
      return labels;
    }

    private static int voxels(double lengthMm, double spacingMm) {
      return (int) Math.floor(lengthMm / spacingMm + 0.5);
    }

    private short[] box(Grid.Resize grid, BodyBox box) throws OrtException {
      int[] size = grid.size();
      float[] values =
          Resample.interpolate(
              ras,
              Taps.resize(box.size(0), size[0]).from(box.first()[0]),
              Taps.resize(box.size(1), size[1]).from(box.first()[1]),
              Taps.resize(box.size(2), size[2]).from(box.first()[2]),
              monitor);
      intensity.apply(values);
      network.input().put(0, values);
      FloatBuffer logits = network.run(monitor);
      LabelPainter painter =
          new LabelPainter(
              card.postprocessing().upsample(),
              card.channels(),
              size[0],
              size[1],
              ras.geometry(),
              box.first(),
              Taps.resize(size[0], box.size(0)),
              Taps.resize(size[1], box.size(1)),
              Taps.resize(size[2], box.size(2)));
      int plane = size[0] * size[1];
      for (int k = 0; k < size[2]; k++) {
        monitor.check();
        for (int c = 0; c < card.channels(); c++) {
          logits.get((c * size[2] + k) * plane, painter.buffer(), c * plane, plane);
        }
        painter.painted(k);
      }
      return clean(painter.labels());
    }

    private short[] clean(short[] labels) {
      return Cleanup.clean(
          labels, ras.geometry(), card.labels().size(), card.postprocessing(), monitor);
    }
  }
}
