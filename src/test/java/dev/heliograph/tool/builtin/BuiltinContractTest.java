package dev.heliograph.tool.builtin;

import dev.heliograph.tool.InMemoryContext;
import dev.heliograph.tool.ToolContractTest;
import org.junit.jupiter.api.Nested;

/** Every built-in measuring tool keeps the contract. */
class BuiltinContractTest {

  abstract static class OnPhantom extends ToolContractTest {
    OnPhantom(String name) {
      super(name);
    }

    @Override
    protected Fixture fixture(InMemoryContext context) {
      return MeasuringPhantom.in(context);
    }
  }

  @Nested
  class Volume extends OnPhantom {
    Volume() {
      super("measure_volume");
    }
  }

  @Nested
  class Diameter extends OnPhantom {
    Diameter() {
      super("measure_diameter");
    }
  }

  @Nested
  class Intensity extends OnPhantom {
    Intensity() {
      super("measure_intensity");
    }
  }

  @Nested
  class Components extends OnPhantom {
    Components() {
      super("count_components");
    }
  }

  @Nested
  class Studies extends OnPhantom {
    Studies() {
      super("list_studies");
    }
  }

  @Nested
  class Size extends OnPhantom {
    Size() {
      super("assess_size");
    }
  }

  @Nested
  class Radiomics extends OnPhantom {
    Radiomics() {
      super("extract_radiomics");
    }
  }

  @Nested
  class Calculation extends OnPhantom {
    Calculation() {
      super("calculate");
    }
  }
}
