package dev.quorate;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;

/** Packages look one way: core, then protocols, which do not know each other; and a protocol core is pure. */
@AnalyzeClasses(packages = "dev.quorate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] NOT_PROTOCOLS = {"dev.quorate.core..", "dev.quorate.kv..", "dev.quorate.runtime.."};

    @ArchTest
    static final ArchRule CORE_DEPENDS_ON_NOTHING = classes()
            .that()
            .resideInAPackage("dev.quorate.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.quorate.core..", "java.lang", "java.util");

    /** No clock, thread, randomness, input, output, log or reflection: none of their packages is among these. */
    @ArchTest
    static final ArchRule PROTOCOLS_ARE_PURE = classes()
            .that()
            .resideOutsideOfPackages(NOT_PROTOCOLS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.quorate..",
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.pcollections");

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NOT_ROLL_DICE = noClasses()
            .that()
            .resideOutsideOfPackages(NOT_PROTOCOLS)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, UUID.class, Timer.class, Thread.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule PROTOCOLS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.quorate.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.quorate.core.."));

    @ArchTest
    static final ArchRule NOTHING_CHANGES = fields().should().beFinal();
}
