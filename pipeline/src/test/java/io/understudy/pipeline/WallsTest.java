package io.understudy.pipeline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of ARCHITECTURE.md seen from the outermost module: nothing within leans on it. */
@AnalyzeClasses(packages = "io.understudy", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  @ArchTest
  static final ArchRule NOTHING_IMPORTS_THE_PIPELINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.understudy.model..", "io.understudy.connectors..", "io.understudy.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.understudy.pipeline..");

  @ArchTest
  static final ArchRule OPERATORS_KNOW_NO_BROKER =
      noClasses()
          .that()
          .resideInAPackage("io.understudy.operators..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.understudy.pipeline.cli..")
          .and()
          .resideInAPackage("io.understudy.pipeline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");
}
