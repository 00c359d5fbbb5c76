package dev.heliograph.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The walls between the rooms hold, and each rule catches the violation planted for it in {@code
 * …planted}.
 */
class RoomsTest {

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.heliograph");

  private static final JavaClasses PLANTED =
      new ClassFileImporter()
          .withImportOption(l -> l.contains("/planted/"))
          .importPackages("dev.heliograph");

  /**
   * Rules about libraries and habits rather than rooms. Every planted class breaks the rule of its
   * room; these break these.
   */
  private static final Map<String, ArchRule> HABITS =
      Map.of(
          "only web and cli know HTTP",
          noClasses()
              .that()
              .resideOutsideOfPackages("..web..", "..cli..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("jakarta.ws.rs..", "io.vertx.."),
          "only cli knows command-line arguments",
          noClasses()
              .that()
              .resideOutsideOfPackage("..cli..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("picocli.."),
          "only agent.planner imports LangChain4j",
          noClasses()
              .that()
              .resideOutsideOfPackage("..agent.planner..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("dev.langchain4j.."),
          "only inference and agent.planner import ONNX Runtime",
          noClasses()
              .that()
              .resideOutsideOfPackages("..inference..", "..agent.planner..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("ai.onnxruntime.."),
          "only store speaks SQL",
          noClasses()
              .that()
              .resideOutsideOfPackages("..store..", "..web..", "..cli..")
              .should()
              .dependOnClassesThat()
              .resideInAPackage("java.sql.."),
          "only cli prints",
          noClasses()
              .that()
              .resideOutsideOfPackage("..cli..")
              .should()
              .accessField(System.class, "out")
              .orShould()
              .accessField(System.class, "err"));

  @TestFactory
  Stream<DynamicTest> roomsUseOnlyWhatTheDesignAllows() {
    return Rooms.withRules().stream()
        .map(room -> DynamicTest.dynamicTest(room, () -> Rooms.rule(room).check(PROJECT)));
  }

  @TestFactory
  Stream<DynamicTest> everyRoomRuleCatchesItsPlantedViolation() {
    return Rooms.withRules().stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room,
                    () ->
                        assertThat(Rooms.rule(room).evaluate(PLANTED).hasViolation())
                            .as("the rule of room " + room + " bites")
                            .isTrue()));
  }

  @TestFactory
  Stream<DynamicTest> habitsHold() {
    return HABITS.entrySet().stream()
        .map(h -> DynamicTest.dynamicTest(h.getKey(), () -> h.getValue().check(PROJECT)));
  }

  @TestFactory
  Stream<DynamicTest> everyHabitRuleCatchesItsPlantedViolation() {
    return HABITS.entrySet().stream()
        .map(
            h ->
                DynamicTest.dynamicTest(
                    h.getKey(),
                    () -> assertThat(h.getValue().evaluate(PLANTED).hasViolation()).isTrue()));
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsNullMarked() {
    Set<String> packages =
        PROJECT.stream()
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(packages)
        .allSatisfy(
            p -> assertThat(nullMarked(p)).as(p + " has a package-info with @NullMarked").isTrue());
    assertThat(nullMarked("dev.heliograph.volume.planted"))
        .as("a package without one is noticed")
        .isFalse();
  }

  @Test
  void onlyCliWebAndTheStoreOfItsPortSeeTheBenchmark() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages("..benchmark..", "..cli..", "..web..", "..store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..benchmark..");
    rule.check(PROJECT);
    assertThat(rule.evaluate(PLANTED).hasViolation()).isTrue();
  }

  private static boolean nullMarked(String packageName) {
    try {
      return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
