package io.understudy.operators;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls around and inside the operators (ARCHITECTURE.md, modules). */
@AnalyzeClasses(
    packages = "io.understudy.operators",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule OPERATORS_KNOW_THE_MODEL_THE_CONTRACTS_AND_FLINK =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "io.understudy.operators..",
                  "io.understudy.model",
                  "io.understudy.model.detector",
                  "io.understudy.model.perceptual",
                  "io.understudy.model.training",
                  "io.understudy.model.weights",
                  "io.understudy.connectors.contract",
                  "io.understudy.connectors.wire",
                  "io.understudy.connectors.media",
                  "io.understudy.connectors.face",
                  "io.understudy.connectors.provenance",
                  "com.google.protobuf..",
                  "org.apache.flink..",
                  "org.HdrHistogram..",
                  "org.slf4j.."));

  @ArchTest
  static final ArchRule KAFKA_CLIENTS_STAY_IN_CONNECTORS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("io.understudy.operators.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CONTROL_AND_INFERENCE_DO_NOT_KNOW_EACH_OTHER =
      noClasses()
          .that()
          .resideInAPackage("..operators.source..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..operators.stream..", "..operators.inference..");
}
