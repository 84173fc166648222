package dev.quorate;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.kv.StateMachine;
import dev.quorate.raft.Raft;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;

/** Packages look down: core, protocols that do not know each other, kv, runtime; protocol cores and kv are pure. */
@AnalyzeClasses(packages = "dev.quorate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "dev.quorate.core..";
    private static final String RUNTIME = "dev.quorate.runtime..";
    private static final String DISK = "dev.quorate.runtime.disk..";

    /** ArchUnit fails a rule that finds no class to hold; this says that the classes it finds are the ones meant. */
    @ArchTest
    static void theRulesSeeTheCodeThatTheyAreFor(JavaClasses seen) {
        assertTrue(seen.contain(Protocol.class), "the core is not among the classes the rules are held against");
        assertTrue(seen.contain(Raft.class), "Raft is not among the classes the rules are held against");
        assertTrue(seen.contain(StateMachine.class), "kv is not among the classes the rules are held against");
        assertTrue(
                seen.get(Raft.class).getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(Step.class)),
                "Raft uses Step, but the rules do not see it");
    }

    @ArchTest
    static final ArchRule CORE_DEPENDS_ON_NOTHING = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CORE, "java.lang", "java.util", "java.util.function", "java.util.stream", "org.pcollections");

    /** No clock, thread, randomness, input, output, log or reflection: none of their packages is among these. */
    @ArchTest
    static final ArchRule PROTOCOLS_AND_KV_ARE_PURE = classes()
            .that()
            .resideOutsideOfPackages(CORE, RUNTIME)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.quorate..",
                    "java.lang",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.pcollections");

    /** What is impure, but lives in a package that is not. */
    @ArchTest
    static final ArchRule NOBODY_ROLLS_DICE = noClasses()
            .that()
            .resideOutsideOfPackages(RUNTIME)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Calendar.class,
                    Date.class,
                    ProcessBuilder.class,
                    Random.class,
                    Runtime.class,
                    SplittableRandom.class,
                    System.class,
                    Thread.class,
                    ThreadLocal.class,
                    Timer.class,
                    UUID.class)
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(StrictMath.class, "random")
            .orShould()
            .callMethodWhere(targetOwner(type(Class.class)));

    /** Core, then protocols and kv, which do not know each other, then runtime: what is allowed is ignored, all else is a finding. */
    @ArchTest
    static final ArchRule PACKAGES_LOOK_DOWN = slices().matching("dev.quorate.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage(CORE))
            .ignoreDependency(resideInAPackage(RUNTIME), alwaysTrue());

    /** What the members of a family share stands above them. */
    @ArchTest
    static final ArchRule MEMBERS_OF_A_FAMILY_DO_NOT_KNOW_EACH_OTHER = slices().matching(
                    "dev.quorate.[paxos|replication|zab].(*)..")
            .should()
            .notDependOnEachOther();

    /** A runtime has a disk, connections and a clock, and these change. */
    @ArchTest
    static final ArchRule NOTHING_CHANGES = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(RUNTIME)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule A_DISK_KNOWS_BYTES_AND_NOTHING_ELSE = classes()
            .that()
            .resideInAPackage(DISK)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DISK, "java..");

    /** How values are bytes is of use to any: it knows none but the core's names. */
    @ArchTest
    static final ArchRule BYTES_ARE_NOBODYS = classes()
            .that()
            .resideInAPackage("dev.quorate.runtime.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.quorate.runtime.wire..", CORE, "java..");

    /** The network carries bytes, and does not know whose: a payload is opaque. */
    @ArchTest
    static final ArchRule THE_NETWORK_KNOWS_NAMES_AND_BYTES = classes()
            .that()
            .resideInAPackage("dev.quorate.runtime.net..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.quorate.runtime.net..", CORE, "java..", "javax..", "io.netty..", "org.slf4j..");

    /** What makes certificates is for trials, and its library for nothing else. */
    @ArchTest
    static final ArchRule ONLY_CERTIFICATES_USE_BOUNCY_CASTLE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quorate.runtime.certificates..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    /** A client knows what is said and how it is carried, and nothing of what a server is. */
    @ArchTest
    static final ArchRule A_CLIENT_KNOWS_NO_SERVER = noClasses()
            .that()
            .resideInAnyPackage("dev.quorate.runtime.client..", "dev.quorate.runtime.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.quorate.runtime.server..", "dev.quorate.runtime.disk..", "dev.quorate.raft..");
}
