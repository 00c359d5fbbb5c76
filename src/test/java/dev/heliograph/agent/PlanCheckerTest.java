package dev.heliograph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.study.Modality;
import dev.heliograph.tool.Tool;
import dev.heliograph.tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a plan is said before anything runs, all at once. */
class PlanCheckerTest {

  private static PlanContext context(
      int calls, List<PlannerState.Outcome> done, Modality... images) {
    return new PlanContext(
        List.of(new PlannerState.NamedStudy("ct", Stubs.study(images))),
        List.<Tool>of(Stubs.segment(), Stubs.measure(), Stubs.find(), wipe()).stream()
            .map(Tool::manifest)
            .toList(),
        done,
        calls);
  }

  private static Tool wipe() {
    return new Stubs.StubTool(Stubs.WIPE, (call, context) -> Stubs.nothing());
  }

  private static List<String> problems(PlanContext context, String plan) {
    List<String> found = new ArrayList<>();
    for (PlanProblem p : PlanChecker.check(Bench.plan(plan), context)) {
      assertThat(p.message()).isNotBlank();
      assertThat(p.fix()).isNotBlank();
      found.add(p.path() + " " + p.code());
    }
    return found;
  }

  private static List<String> problems(String plan) {
    return problems(context(10, List.of(), Modality.CT), plan);
  }

  @Test
  void aGoodPlanHasNoProblems() {
    assertThat(problems(RunLoopTest.LIVER_AND_SPLEEN)).isEmpty();
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segment@1.0.0', 'args': {'image': '$ct.image1'}},
                  {'id': 'list', 'tool': 'find', 'args': {'image': '$ct'}},
                  {'id': 'each', 'forEach': '$list.items', 'as': 'organ', 'do': [
                    {'id': 'size', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': '$organ'}}]},
                  {'id': 'more', 'when': {'all': [{'gt': ['$v.volume', {'value': 1, 'unit': 'L'}]}]},
                   'tool': 'find', 'args': {'image': '$ct'}},
                  {'id': 'v', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}}]}
                """))
        .isEmpty();
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segmnet', 'args': {'image': '$ct'}},
                  {'id': 'a', 'tool': 'measure', 'args': {'mask': '$nothing.mask'}},
                  {'id': 'b', 'tool': 'measure', 'args': {'mask': '$ct', 'structure': 'liver', 'x': 1}},
                  {'id': 'b', 'tool': 'find', 'args': {'image': 5}},
                  {'id': 'c', 'tool': 'find', 'args': {'image': 'ct'}}]}
                """))
        .containsExactlyInAnyOrder(
            "steps[0].tool unknown_tool",
            "steps[1].args.structure missing_input",
            "steps[1].args.mask unknown_reference",
            "steps[2].args.mask type_mismatch",
            "steps[2].args.x schema",
            "steps[3].id duplicate_step",
            "steps[3].args.image schema",
            "steps[4].args.image unknown_reference");
  }

  @Test
  void aStepIsNotNamedLikeAStudy() {
    assertThat(
            problems("{'steps': [{'id': 'ct', 'tool': 'find', 'args': {'image': '$ct.image1'}}]}"))
        .contains("steps[0].id duplicate_step");
  }

  @Test
  void aMistypedNameComesWithTheNearestOnes() {
    List<PlanProblem> found =
        PlanChecker.check(
            Bench.plan("{'steps': [{'id': 'a', 'tool': 'segmnet', 'args': {'image': '$tc'}}]}"),
            context(10, List.of(), Modality.CT));
    assertThat(found)
        .extracting(PlanProblem::fix)
        .contains("did you mean segment?", "did you mean ct?");
  }

  @Test
  void aStructureThatTheSegmenterDoesNotProvide() {
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
                  {'id': 'a', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'pancreas'}}]}
                """))
        .containsExactly("steps[1].args.mask unknown_structure");
  }

  @Test
  void modalityOfTheImage() {
    String plan = "{'steps': [{'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}}]}";
    assertThat(problems(context(10, List.of(), Modality.MR), plan))
        .containsExactly("steps[0].args.image wrong_modality");
    assertThat(problems(context(10, List.of(), Modality.UNKNOWN), plan))
        .containsExactly("steps[0].args.image unknown_modality");
    assertThat(
            PlanChecker.check(Bench.plan(plan), context(10, List.of(), Modality.MR, Modality.CT))
                .get(0)
                .fix())
        .contains("$ct.image2 would do");
    assertThat(
            problems(
                context(10, List.of(), Modality.MR, Modality.CT),
                plan.replace("$ct", "$ct.image2")))
        .isEmpty();
  }

  @Test
  void cyclesAreFound() {
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'a', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver', 'at_least': '$b.volume'}},
                  {'id': 'b', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver', 'at_least': '$a.volume'}},
                  {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}}]}
                """))
        .containsExactly("steps[0] cycle", "steps[1] cycle");
  }

  @Test
  void unitsOfConditionsMustCompare() {
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
                  {'id': 'v', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
                  {'id': 'w', 'when': {'gt': ['$v.volume', {'value': 3, 'unit': 'mm'}]}, 'tool': 'find', 'args': {'image': '$ct'}}]}
                """))
        .containsExactly("steps[2].when.gt unit_mismatch");
  }

  @Test
  void aLoopNeedsAListAndALoopHasNoOutputs() {
    assertThat(
            problems(
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
                  {'id': 'each', 'forEach': '$seg.mask', 'as': 'x', 'do': [
                    {'id': 'f', 'tool': 'find', 'args': {'image': '$ct'}}]},
                  {'id': 'g', 'tool': 'measure', 'args': {'mask': '$each.mask', 'structure': 'liver'}}]}
                """))
        .containsExactlyInAnyOrder(
            "steps[1].forEach type_mismatch", "steps[2].args.mask unknown_reference");
  }

  @Test
  void theBudgetIsCountedBeforehand() {
    assertThat(problems(context(2, List.of(), Modality.CT), RunLoopTest.LIVER_AND_SPLEEN))
        .containsExactly("steps budget");
  }

  @Test
  void earlierStepsCanBeReferredToAndNotRepeated() {
    Plan.Step seg = Plan.Step.call("seg", "segment", Stubs.object().put("image", "$ct"), null);
    var done =
        List.of(
            new PlannerState.Outcome(
                seg, Stubs.segmented(new ToolCall("c", "segment@1.0.0", Stubs.object())), null));
    assertThat(
            problems(
                context(10, done, Modality.CT),
                """
                {'steps': [
                  {'id': 'seg', 'tool': 'segment', 'args': {'image': '$ct'}},
                  {'id': 'v', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}}]}
                """))
        .containsExactly("steps[0].id duplicate_step");
    assertThat(
            problems(
                context(10, done, Modality.CT),
                """
                {'steps': [
                  {'id': 'v', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'liver'}},
                  {'id': 'w', 'tool': 'measure', 'args': {'mask': '$seg.mask', 'structure': 'bone'}}]}
                """))
        .containsExactly("steps[1].args.mask unknown_structure");
  }
}
