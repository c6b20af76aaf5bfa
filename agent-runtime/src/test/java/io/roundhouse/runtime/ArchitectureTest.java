package io.roundhouse.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.roundhouse.runtime", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.roundhouse.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WORDS_DO_NO_WORK = noClasses().that().resideInAPackage("io.roundhouse.runtime")
      .should().dependOnClassesThat().resideInAPackage("io.roundhouse.runtime.*");
}
