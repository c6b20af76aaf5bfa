package io.roundhouse.toolgraph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.roundhouse.toolgraph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_DECIDES = noClasses().should().dependOnClassesThat().resideInAnyPackage(
      "io.vertx..", "java.net..", "java.sql..", "java.util.concurrent..", "io.roundhouse.runtime..", "io.roundhouse.routers..");

  @ArchTest
  static final ArchRule HAS_NO_CLOCK = noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
      .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
      .orShould().callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule HAS_NO_THREADS_AND_NO_DICE = noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class)
      .orShould().dependOnClassesThat().areAssignableTo(java.util.random.RandomGenerator.class)
      .orShould().callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule READS_FILES_ONLY_TO_EVALUATE = noClasses().that().resideOutsideOfPackage("..eval..")
      .should().dependOnClassesThat().resideInAnyPackage("java.nio.file..");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES = slices().matching("io.roundhouse.toolgraph.(**)").should().beFreeOfCycles();
}
