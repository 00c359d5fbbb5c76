package dev.heliograph.web.ui;

/** Payloads of a run over the sample CT, and the tools that it used. */
final class Recorded {

  static final String TOOLS =
      """
      [{"name": "segment_abdomen", "version": "1.0.0", "title": "Abdominal organs", "description": "Masks.", "effects": "read",
        "examples": ["segment the abdominal organs"], "provides": ["spleen", "liver"],
        "input": {"properties": {"image": {"x-type": "Image", "x-requires": {"modality": ["CT"]}}}}},
       {"name": "measure_volume", "version": "1.2.0", "title": "Volume of a structure", "description": "Volume.", "effects": "read",
        "examples": ["how big is the {structure}?"],
        "input": {"properties": {"mask": {"x-type": "LabelMap[structure]"}, "structure": {"x-type": "Structure"}}}},
       {"name": "read_xray", "version": "1.0.0", "title": "Chest x-ray", "description": "Findings.", "effects": "read",
        "examples": ["is there a pneumonia?"],
        "input": {"properties": {"image": {"x-type": "Image", "x-requires": {"modality": ["DX"]}}}}}]
      """;

  static final String STARTED =
      """
      {"conversation": "C1", "text": "How big is the liver, and is the spleen enlarged?", "agent": "embedded", "planner": "embedded",
       "tools": ["segment_abdomen@1.0.0", "measure_volume@1.2.0"], "prompts": {}, "studies": [{"id": "S1", "as": "ct"}]}
      """;

  static final String PLAN =
      """
      {"steps": [
        {"id": "seg", "tool": "segment_abdomen", "args": {"image": "$ct"}, "why": "the volumes need organ masks"},
        {"id": "liver", "tool": "measure_volume", "args": {"mask": "$seg.mask", "structure": "liver"}},
        {"id": "spleen", "tool": "measure_volume", "args": {"mask": "$seg.mask", "structure": "spleen"}}]}
      """;

  static final String PROPOSED = "{\"plan\": " + PLAN + "}";

  static final String SEGMENTING =
      """
      {"step": "seg", "call": "K1", "tool": "segment_abdomen@1.0.0", "arguments": {"image": "I1"}, "attempt": 1}
      """;

  static final String HALF =
      """
      {"step": "seg", "call": "K1", "fraction": 0.5, "message": "patch 4 of 8"}
      """;

  static final String SEGMENTED =
      """
      {"step": "seg", "call": "K1", "tool": "segment_abdomen@1.0.0", "millis": 2034, "result":
        {"status": "completed", "outputs": {"mask": "A1"}, "quantities": [], "warnings": [], "artifacts": [
          {"id": "A1", "kind": "label_map", "image": "I1", "name": "organs",
           "sha256": "0000000000000000000000000000000000000000000000000000000000000000", "mediaType": "application/gzip",
           "bytes": 112591, "structures": {"1": "spleen", "2": "right_kidney", "3": "left_kidney", "5": "liver"},
           "producer": "segment_abdomen@1.0.0"}]}}
      """;

  private static final String LIVER =
      """
      {"id": "q1", "output": "volume", "structure": "liver", "kind": "volume", "value": 1125.7, "unit": "mL", "display": "1126 mL",
       "bound": "exact", "evidence": {"image": "I1", "mask": "A1", "structure": "liver", "label": 5,
         "box": {"min": [37, 25, 69], "max": [104, 86, 111]}, "method": "voxel count × voxel volume", "tool": "measure_volume@1.2.0"}}
      """;

  private static final String SPLEEN =
      """
      {"id": "q2", "output": "volume", "structure": "spleen", "kind": "volume", "value": 261.0, "unit": "mL", "display": "261 mL",
       "bound": "lower", "evidence": {"image": "I1", "mask": "A1", "structure": "spleen", "label": 1,
         "box": {"min": [10, 21, 82], "max": [43, 57, 111]}, "method": "voxel count × voxel volume", "tool": "measure_volume@1.2.0"}}
      """;

  private static final String DIAMETER =
      """
      {"id": "q3", "output": "length", "structure": "spleen", "kind": "length", "value": 101.5, "unit": "mm", "display": "102 mm",
       "bound": "exact", "evidence": {"image": "I1", "mask": "A1", "structure": "spleen", "label": 1,
         "lines": [{"name": "long axis", "from": [-141.0, 84.0, 379.3], "to": [-60.0, 165.0, 379.3]}],
         "method": "longest axial diameter", "tool": "measure_diameter@1.0.0"}}
      """;

  private static final String RANGE =
      """
      {"id": "q4", "output": "upper", "structure": "spleen", "kind": "volume", "value": 314.5, "unit": "mL", "display": "315 mL",
       "bound": "reference", "evidence": {"method": "upper end of a reference range", "tool": "compare_size@1.0.0",
         "citation": "Prassopoulos 1997"}}
      """;

  static final String CUT =
      """
      {"step": "spleen", "call": "K2", "tool": "measure_volume@1.2.0", "millis": 12, "result":
        {"status": "incomplete", "reason": "the spleen touches the top of the scan", "outputs": {}, "artifacts": [], "quantities": [%s],
         "warnings": [{"code": "cut_by_edge", "message": "The spleen touches the top edge of the scan: its volume is a lower bound."}]}}
      """
          .formatted(SPLEEN);

  static final String ANSWER =
      """
      {"text": "The liver measures 1126 mL. The spleen measures 261 mL, 102 mm across; adults have up to 315 mL.",
       "segments": [{"text": "The liver measures "}, {"quantity": "q1", "display": "1126 mL"}, {"text": ". The spleen measures "},
         {"quantity": "q2", "display": "261 mL"}, {"text": ", "}, {"quantity": "q3", "display": "102 mm"},
         {"text": " across; adults have up to "}, {"quantity": "q4", "display": "315 mL"}, {"text": "."}],
       "quantities": [%s, %s, %s, %s],
       "withheld": [{"reason": "it held a number that no tool returned"}]}
      """
          .formatted(LIVER, SPLEEN, DIAMETER, RANGE);

  private Recorded() {}
}
