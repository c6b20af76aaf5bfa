package io.roundhouse.routers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Deciding is a function of its inputs: nothing here can wait, look at a clock, draw lots or talk to anyone. */
@AnalyzeClasses(packages = "io.roundhouse.routers", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KNOWS_NO_OTHER_ROOM = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "io.vertx..", "io.roundhouse.toolgraph..", "io.roundhouse.runtime..", "io.roundhouse.protocols..", "io.roundhouse.server..");

  @ArchTest
  static final ArchRule DOES_NO_INPUT_OR_OUTPUT = noClasses()
      .that().resideOutsideOfPackages("..routers.embedding..", "..routers.roles..", "..routers..eval..")
      .should().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..");

  @ArchTest
  static final ArchRule TALKS_TO_NOBODY = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "java.net..", "java.sql..", "java.util.concurrent..", "java.util.logging..", "org.slf4j..");

  @ArchTest
  static final ArchRule RUNS_THE_EMBEDDING_MODEL_IN_ONE_PLACE = noClasses().that().resideOutsideOfPackage("..routers.embedding..")
      .should().dependOnClassesThat().resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule HAS_NO_CLOCK_NO_THREAD_AND_NO_DICE = noClasses().should().dependOnClassesThat()
      .haveNameMatching("java\\.time\\.(?!Duration$).*|java\\.lang\\.(System|Thread.*|Runtime)|java\\.util\\.(Random|UUID|Date|Timer.*)");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES = slices().assignedFrom(packages()).should().beFreeOfCycles();

  private static SliceAssignment packages() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return SliceIdentifier.of(type.getPackageName());
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
