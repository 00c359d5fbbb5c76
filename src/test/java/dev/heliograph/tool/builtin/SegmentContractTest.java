package dev.heliograph.tool.builtin;

import dev.heliograph.format.ReadLimits;
import dev.heliograph.format.nifti.NiftiReader;
import dev.heliograph.inference.Models;
import dev.heliograph.inference.Segmenter;
import dev.heliograph.inference.Sessions;
import dev.heliograph.testing.RealData;
import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolContractTest;
import dev.heliograph.tool.ToolManifest;
import dev.heliograph.volume.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Every segmenter keeps the contract, on the sample CT. */
class SegmentContractTest {

  abstract static class OnSample extends ToolContractTest {
    private final Models models;
    private final Segmenter segmenter;

    OnSample(String name, Path weights) {
      super(name);
      models = new Models(Path.of("models"), weights);
      segmenter =
          new Segmenter(new Sessions(models, Sessions.defaultThreads(), Duration.ofMinutes(1)));
    }

    @BeforeEach
    void skipAloudWithoutModel() {
      String problem = tool().unavailable();
      Assumptions.assumeTrue(problem == null, "SKIPPED: " + problem);
    }

    @Override
    protected Tool make(ToolManifest manifest) {
      return new Segment(manifest, models, segmenter);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) throws IOException {
      try (InputStream in = Files.newInputStream(Path.of("samples/ct-abdomen/ct.nii.gz"))) {
        String image =
            context.add(NiftiReader.read(in, -1, Unit.HOUNSFIELD, ReadLimits.standard()).volume());
        return new Fixture(image, "");
      }
    }
  }

  @Nested
  class Obelisk extends OnSample {
    Obelisk() {
      super("segment_abdomen_obelisk", RealData.require("weights"));
    }
  }

  @Nested
  class Tissue extends OnSample {
    Tissue() {
      super("segment_ct_tissue", Path.of("it-has-no-weights"));
    }

    @Override
    protected Tool make(ToolManifest manifest) {
      return new SegmentCtTissue(manifest);
    }
  }

  @Nested
  class Body extends OnSample {
    Body() {
      super("segment_body", Path.of("it-has-no-weights"));
    }

    @Override
    protected Tool make(ToolManifest manifest) {
      return new SegmentCtTissue(manifest);
    }
  }

  @Nested
  class Hippocampus extends OnSample {
    Hippocampus() {
      super("segment_hippocampus", Path.of("no-weights-are-pulled-for-it"));
    }

    @Override
    protected Fixture fixture(InMemoryContext context) throws IOException {
      Path crop = RealData.require("hippocampus/images/hippocampus_001.nii.gz");
      try (InputStream in = Files.newInputStream(crop)) {
        return new Fixture(
            context.add(NiftiReader.read(in, -1, Unit.ARBITRARY, ReadLimits.standard()).volume()),
            "");
      }
    }
  }

  @Nested
  class Abdomen extends OnSample {
    Abdomen() {
      super("segment_abdomen", Path.of("no-weights-are-pulled-for-it"));
    }
  }
}
