package io.roundhouse.protocols;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletionStage;

/** What the module promises about its own shape. */
@AnalyzeClasses(packages = "io.roundhouse.protocols", importOptions = ImportOption.DoNotIncludeTests.class)
class RulesTest {

  @ArchTest
  static final ArchRule ONLY_ONE_CLASS_KNOWS_THE_SDK_AND_REACTOR = noClasses()
      .that().haveNameNotMatching("io\\.roundhouse\\.protocols\\.mcp\\.SdkSessions(\\$.*)?")
      .should().dependOnClassesThat().resideInAnyPackage("io.modelcontextprotocol..", "reactor..", "org.reactivestreams..");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("io.roundhouse.protocols.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_STAGES_IN_PUBLIC = methods().that().arePublic()
      .should().notHaveRawReturnType(com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(CompletionStage.class));

  @ArchTest
  static final ArchRule PROTOCOLS_DO_NOT_KNOW_EACH_OTHER = noClasses().that().resideInAPackage("..protocols.a2a..")
      .should().dependOnClassesThat().resideInAPackage("..protocols.mcp..");
}
