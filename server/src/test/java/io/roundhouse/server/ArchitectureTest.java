package io.roundhouse.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.concurrent.CompletionStage;

/** The borders of the whole house; this module sees all the others. */
@AnalyzeClasses(packages = "io.roundhouse", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> FOREIGN_ASYNC = resideInAnyPackage("reactor..", "org.reactivestreams..")
      .or(assignableTo(CompletionStage.class))
      .as("Reactor or CompletionStage");

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
      .layer("server").definedBy("io.roundhouse.server..")
      .layer("protocols").definedBy("io.roundhouse.protocols..")
      .layer("agent-runtime").definedBy("io.roundhouse.runtime..")
      .layer("routers").definedBy("io.roundhouse.routers..")
      .layer("tool-graph").definedBy("io.roundhouse.toolgraph..")
      .whereLayer("server").mayNotBeAccessedByAnyLayer()
      .whereLayer("protocols").mayOnlyBeAccessedByLayers("server")
      .whereLayer("agent-runtime").mayOnlyBeAccessedByLayers("protocols", "server")
      .whereLayer("routers").mayOnlyBeAccessedByLayers("agent-runtime", "protocols", "server")
      .whereLayer("tool-graph").mayOnlyBeAccessedByLayers("agent-runtime", "protocols", "server");

  @ArchTest
  static final ArchRule DECISIONS_ARE_PURE = noClasses()
      .that().resideInAnyPackage("io.roundhouse.toolgraph..", "io.roundhouse.routers..")
      .should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "io.netty..", "java.net..", "java.sql..");

  @ArchTest
  static final ArchRule PROTOCOL_TYPES_STAY_INSIDE = noClasses().that().resideOutsideOfPackage("io.roundhouse.protocols..")
      .should().dependOnClassesThat().resideInAnyPackage("io.modelcontextprotocol..", "reactor..");

  @ArchTest
  static final ArchRule FUTURES_ARE_VERTX_FUTURES = methods()
      .that().arePublic().and().areDeclaredInClassesThat().arePublic()
      .should(mentionNothingForeign());

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().matching("io.roundhouse.(**)").should().beFreeOfCycles();

  private static ArchCondition<JavaMethod> mentionNothingForeign() {
    return new ArchCondition<>("not mention Reactor or CompletionStage in their signatures") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean foreign = method.getAllInvolvedRawTypes().stream().anyMatch(FOREIGN_ASYNC);
        if (foreign && !method.getModifiers().contains(JavaModifier.SYNTHETIC)) {
          events.add(SimpleConditionEvent.violated(method, method.getDescription() + " mentions Reactor or CompletionStage"));
        }
      }
    };
  }
}
