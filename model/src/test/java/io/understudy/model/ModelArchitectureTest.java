package io.understudy.model;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls inside and around the model (ARCHITECTURE.md, modules); no violation is frozen. */
@AnalyzeClasses(
    packages = {"io.understudy.model", "ai.djl.pytorch.jni"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ModelArchitectureTest {
  private static final String[] ABOVE_THE_KERNELS = {
    "..model.layer..",
    "..model.network..",
    "..model.fomm..",
    "..model.mcnet..",
    "..model.synergize..",
    "..model.ost..",
    "..model.union..",
    "..model.engine..",
    "..model.parity..",
    "..model.synthetic.."
  };

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
  static final ArchRule kernelsImportNothingAboveThem =
      noClasses()
          .that(resideInAPackage("..model.kernel.."))
          .should()
          .dependOnClassesThat(resideInAnyPackage(ABOVE_THE_KERNELS));

  @ArchTest
  static final ArchRule layersServeEveryNetworkAndKnowNone =
      noClasses()
          .that(resideInAPackage("..model.layer.."))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "..model.network..",
                  "..model.fomm..",
                  "..model.mcnet..",
                  "..model.synergize..",
                  "..model.ost..",
                  "..model.union..",
                  "..model.engine.."));

  @ArchTest
  static final ArchRule onlyTestsAndSamplesUseTheSyntheticHead =
      noClasses()
          .that(resideInAPackage("io.understudy.model.."))
          .and(not(resideInAPackage("..synthetic..")))
          .should()
          .dependOnClassesThat(resideInAPackage("..model.synthetic.."));

  @ArchTest
  static final ArchRule nothingInTheModelNeedsTheParityCheck =
      noClasses()
          .that(not(resideInAPackage("..parity..")))
          .should()
          .dependOnClassesThat(resideInAPackage("..model.parity.."));

  @ArchTest
  static final ArchRule nothingInTheModelNeedsExplanations =
      noClasses()
          .that(not(resideInAPackage("..model.explain..")))
          .should()
          .dependOnClassesThat(resideInAPackage("..model.explain.."));

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

  @ArchTest
  static final ArchRule packagesDependOnEachOtherInOneDirection =
      slices().matching("io.understudy.model.(*)..").should().beFreeOfCycles();
}
