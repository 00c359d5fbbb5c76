package dev.heliograph.tool.builtin;

import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest;
import org.junit.jupiter.api.Nested;

/** Every tool for a named clinical measurement keeps the contract. */
class ClinicalContractTest {

  abstract static class OnAbdomen extends ToolContractTest {
    OnAbdomen(String name) {
      super(name);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) {
      return MeasuringPhantom.in(context);
    }
  }

  abstract static class OnChest extends ToolContractTest {
    OnChest(String name) {
      super(name);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) {
      return ChestPhantom.in(context);
    }
  }

  @Nested
  class LiverSpleen extends OnAbdomen {
    LiverSpleen() {
      super("compare_liver_spleen");
    }
  }

  @Nested
  class TumourBurden extends OnAbdomen {
    TumourBurden() {
      super("measure_tumour_burden");
    }
  }

  @Nested
  class Response extends OnAbdomen {
    Response() {
      super("assess_response");
    }

    @Override
    protected Fixture fixture(InMemoryContext context) {
      Fixture now = super.fixture(context);
      return new Fixture(now.image(), now.mask(), super.fixture(context).mask());
    }
  }

  @Nested
  class Calcium extends OnChest {
    Calcium() {
      super("score_calcium");
    }
  }

  @Nested
  class LungDensity extends OnChest {
    LungDensity() {
      super("measure_lung_density");
    }
  }

  @Nested
  class Distance extends OnAbdomen {
    Distance() {
      super("measure_distance");
    }
  }

  @Nested
  class Angle extends OnAbdomen {
    Angle() {
      super("measure_angle");
    }
  }

  @Nested
  class Points extends OnAbdomen {
    Points() {
      super("measure_points");
    }

    @Override
    protected boolean readsVoxels() {
      return false;
    }
  }
}
