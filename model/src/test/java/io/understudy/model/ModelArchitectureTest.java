package io.understudy.model;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The walls inside and around the model (ARCHITECTURE.md, modules); no violation is frozen. */
@AnalyzeClasses(
    packages = {"io.understudy.model", "ai.djl.pytorch.jni"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ModelArchitectureTest {
  private static final String MODEL = "io.understudy.model.";

  /** Each package uses only those behind it. */
  private static final List<String> ORDER =
      List.of(
          "parity",
          "explain",
          "training",
          "perceptual",
          "engine",
          "union",
          "tpsm",
          "dagan",
          "synergize",
          "mcnet",
          "fomm",
          "memory",
          "network",
          "ost",
          "face",
          "layer",
          "detector",
          "kernel",
          "weights",
          "preset");

  /** These use pictures and nothing else of the model. */
  private static final List<String> APART = List.of("metric", "synthetic");

  @ArchTest
  static final ArchRule theModelKnowsTensorsPicturesAndNothingOfStreams =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "javax..",
                  "io.understudy.model..",
                  "ai.djl..",
                  "org.bytedeco..",
                  "com.google.gson..",
                  "net.razorvine.pickle..",
                  "org.slf4j.."));

  @ArchTest
  static void packagesUseOnlyThoseBehindThem(JavaClasses classes) {
    for (int i = 1; i < ORDER.size(); i++) {
      noClasses()
          .that(resideInAPackage(MODEL + ORDER.get(i) + ".."))
          .should()
          .dependOnClassesThat(resideInAnyPackage(named(ORDER.subList(0, i))))
          .check(classes);
    }
  }

  @ArchTest
  static void whatStandsApartUsesNoOtherPackageAndIsUsedByNone(JavaClasses classes) {
    noClasses()
        .that(resideInAnyPackage(named(APART)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(named(ORDER)))
        .check(classes);
    noClasses()
        .that(resideInAnyPackage(named(ORDER)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(named(APART)))
        .check(classes);
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(MODEL))
                .map(name -> name.substring(MODEL.length()).replaceFirst("\\..*", ""))
                .collect(toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ORDER.stream(), APART.stream()).toList());
  }

  private static String[] named(List<String> packages) {
    return packages.stream().map(name -> MODEL + name + "..").toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule weightsAndPresetsHoldNoNativeMemory =
      noClasses()
          .that(resideInAnyPackage("..model.weights..", "..model.preset.."))
          .should()
          .dependOnClassesThat(resideInAPackage("ai.djl.."));

  @ArchTest
  static final ArchRule numbersReachTensorsThroughKernelsAlone =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NDArray.class)))
                  .and(target(rawParameterTypes(Number.class))))
          .because("DJL frees the number's memory, which gradients may still need");
}
