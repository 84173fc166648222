package dev.quorate.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the toolkit may use which. */
@AnalyzeClasses(packages = "dev.quorate.conformance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TOOLKIT = "dev.quorate.conformance.";

    @ArchTest
    static final ArchRule PACKAGES_LOOK_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("value")
            .definedBy(TOOLKIT + "value")
            .layer("model")
            .definedBy(TOOLKIT + "model")
            .layer("binding")
            .definedBy(TOOLKIT + "binding")
            .layer("tlc")
            .definedBy(TOOLKIT + "tlc")
            .layer("trace")
            .definedBy(TOOLKIT + "trace")
            .layer("log")
            .definedBy(TOOLKIT + "log")
            .layer("validation")
            .definedBy(TOOLKIT + "validation")
            .layer("transition")
            .definedBy(TOOLKIT + "transition")
            .layer("check")
            .definedBy(TOOLKIT + "check")
            .layer("cli")
            .definedBy(TOOLKIT + "cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("transition")
            .mayOnlyBeAccessedByLayers("check", "cli")
            .whereLayer("validation")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("validation", "cli")
            .whereLayer("trace")
            .mayOnlyBeAccessedByLayers("transition", "check", "cli")
            .whereLayer("tlc")
            .mayOnlyBeAccessedByLayers("validation", "transition", "check", "cli")
            .whereLayer("binding")
            .mayOnlyBeAccessedByLayers("log", "validation", "trace", "transition", "check", "cli")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("binding", "log", "validation", "trace", "tlc", "transition", "check", "cli");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching(TOOLKIT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_TLC = noClasses()
            .that()
            .resideOutsideOfPackage(TOOLKIT + "tlc")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tlc2..", "tla2sany..", "util..");
}
