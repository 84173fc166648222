package dev.quorate.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Which package of the toolkit may use which. */
@AnalyzeClasses(packages = "dev.quorate.conformance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TOOLKIT = "dev.quorate.conformance.";

    /** Each may use those before it. */
    private static final List<String> PACKAGES = List.of(
            "value",
            "model",
            "binding",
            "tlc",
            "log",
            "history",
            "trace",
            "transition",
            "exploration",
            "simulation",
            "spread",
            "validation",
            "cluster",
            "bench",
            "check",
            "claim",
            "cli");

    @ArchTest
    static void packagesLookOneWay(JavaClasses seen) {
        for (int i = 0; i < PACKAGES.size(); i++) {
            String[] later = PACKAGES.subList(i + 1, PACKAGES.size()).stream()
                    .map(name -> TOOLKIT + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(TOOLKIT + PACKAGES.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .check(seen);
            }
        }
    }

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_ITS_PLACE = classes()
            .should()
            .resideInAnyPackage(
                    PACKAGES.stream().map(name -> TOOLKIT + name + "..").toArray(String[]::new));

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
