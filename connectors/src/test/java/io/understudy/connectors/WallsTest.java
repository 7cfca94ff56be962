package io.understudy.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.understudy.connectors",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule connectorsKnowNeitherTheModelNorTheJobs =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.understudy.model..",
              "io.understudy.operators..",
              "io.understudy.pipeline..",
              "ai.djl..");

  @ArchTest
  static final ArchRule theContractKnowsNeitherMediaNorKafka =
      noClasses()
          .that()
          .resideInAPackage("..contract..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..media..", "..wire..", "..connectors.kafka..", "org.bytedeco..");
}
