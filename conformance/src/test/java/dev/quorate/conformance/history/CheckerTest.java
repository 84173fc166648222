package dev.quorate.conformance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What linearizable means, case by case, and what a search says when it is not. */
class CheckerTest {
    private final History.Builder history = new History.Builder("h");

    @Test
    void aReadSeesTheWriteBeforeIt() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(1, "read", nil()).ok(1, 1);
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void aReadDoesNotSeeWhatWasOverwrittenBeforeItsCall() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(0, "write", 2).ok(0, 2);
        history.invoke(1, "read", nil()).ok(1, 1);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void whileAWriteIsOpenAReadMaySeeEitherValue() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(0, "write", 2);
        history.invoke(1, "read", nil()).ok(1, 1).invoke(1, "read", nil()).ok(1, 2);
        history.ok(0, 2);
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void onceTheNewValueWasSeenTheOldOneIsNot() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(0, "write", 2);
        history.invoke(1, "read", nil()).ok(1, 2).invoke(2, "read", nil()).ok(2, 1);
        history.ok(0, 2);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void aCompareAndSetSucceedsOnceForEachValue() {
        history.invoke(0, "write", 1).ok(0, 1);
        history.invoke(1, "cas", List.of(1, 2))
                .invoke(2, "cas", List.of(1, 3))
                .ok(1, true)
                .ok(2, true);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void aDecisionIsMadeOnceAndOfWhatWasProposed() {
        history.invoke(0, "propose", 1).invoke(1, "propose", 2).ok(1, 2).ok(0, 2);
        history.invoke(2, "propose", 3).ok(2, 2);
        assertEquals(Verdict.YES, verdict());
        history.invoke(2, "propose", 3).ok(2, 3);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void aDecisionMayBeThatOfOneWhoGaveUpAndOfNobodyElse() {
        history.invoke(0, "propose", 1).info(0).invoke(1, "propose", 2).ok(1, 1);
        assertEquals(Verdict.YES, verdict());
        history.invoke(1, "propose", 3).ok(1, 4);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void theFirstToBeAnsweredCannotHaveLostToWhoCameLater() {
        history.invoke(0, "propose", 1).ok(0, 2).invoke(1, "propose", 2).ok(1, 2);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void anOperationThatFailedLeavesNoTrace() {
        history.invoke(0, "write", 1).fail(0).invoke(0, "read", nil()).ok(0, nil());
        assertEquals(Verdict.YES, verdict());
        history.invoke(0, "read", nil()).ok(0, 1);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void anOperationOfUnknownOutcomeMayTakeEffectMuchLater() {
        history.invoke(0, "write", 1).info(0);
        history.invoke(1, "read", nil()).ok(1, nil()).invoke(1, "write", 2).ok(1, 2);
        history.invoke(1, "read", nil()).ok(1, 2).invoke(1, "read", nil()).ok(1, 1);
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void anOperationOfUnknownOutcomeTakesEffectOnceAtMost() {
        history.invoke(0, "write", 1).info(0);
        history.invoke(1, "read", nil()).ok(1, 1).invoke(1, "write", 2).ok(1, 2);
        history.invoke(1, "read", nil()).ok(1, 1);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void anOperationOfUnknownOutcomeTakesNoEffectBeforeItsCall() {
        history.invoke(1, "read", nil()).ok(1, 1).invoke(0, "write", 1).info(0);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void aCallThatIsOpenAtTheEndIsOfUnknownOutcome() {
        history.invoke(0, "write", 1).invoke(1, "read", nil()).ok(1, 1).invoke(2, "read", nil());
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void aCompareAndSetThatFailedCountsOnlyIfItIsKnownToHaveCompared() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(0, "cas", List.of(1, 2)).fail(0);
        assertEquals(Verdict.YES, verdict());
        Checker compared = new Checker(Optional.empty(), Consistency.LINEARIZABLE, Limits.standard(), true);
        assertEquals(Verdict.NO, compared.check(history.build()).verdict());
    }

    @Test
    void aCompareAndSetThatAnswersFalseHasCompared() {
        history.invoke(0, "write", 1).ok(0, 1).invoke(0, "cas", List.of(1, 2)).ok(0, false);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void eachKeyIsAnObjectOfItsOwn() {
        history.invoke(0, "put", "x", "1")
                .invoke(1, "put", "y", "2")
                .ok(0, nil())
                .ok(1, nil());
        history.invoke(0, "get", "x", nil())
                .ok(0, "1")
                .invoke(0, "get", "y", nil())
                .ok(0, "1");
        HistoryReport report = report();
        assertEquals(
                List.of(Verdict.YES, Verdict.NO),
                report.objects().stream().map(ObjectReport::verdict).toList());
        assertEquals(Verdict.NO, report.verdict());
    }

    @Test
    void valuesThatAreAllKeyAndValueNameTheirObject() {
        history.invoke(0, "write", List.of("x", 1)).ok(0, List.of("x", 1));
        history.invoke(0, "write", List.of("y", 2)).ok(0, List.of("y", 2));
        history.invoke(0, "read", List.of("x", nil())).ok(0, List.of("x", 1));
        assertEquals(2, report().objects().size());
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void aKeyWithoutAValueReadsAsNilOrAsTheEmptyString() {
        history.invoke(0, "get", "x", nil())
                .ok(0, "")
                .invoke(0, "get", "x", nil())
                .ok(0, nil());
        history.invoke(0, "append", "x", "a")
                .ok(0, nil())
                .invoke(0, "append", "x", "b")
                .ok(0, nil());
        history.invoke(0, "get", "x", nil())
                .ok(0, "ab")
                .invoke(0, "delete", "x", nil())
                .ok(0, nil());
        history.invoke(0, "get", "x", nil()).ok(0, nil());
        assertEquals(Verdict.YES, verdict());
    }

    @Test
    void aListIsReadInTheOrderOfItsAppends() {
        history.invoke(0, "append", 1).invoke(1, "append", 2).ok(0, 1).ok(1, 2);
        history.invoke(0, "read", nil()).ok(0, List.of(2, 1));
        assertEquals(Verdict.YES, verdict());
        history.invoke(0, "read", nil()).ok(0, List.of(1, 2));
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void theStoryNamesWhatCannotBePlacedAndWhatTheObjectHolds() {
        history.invoke(0, "write", 1)
                .ok(0, 1)
                .invoke(0, "write", 2)
                .ok(0, 2)
                .invoke(1, "read", nil())
                .ok(1, 1);
        history.invoke(1, "write", 4).ok(1, 4);
        Finding finding = report().objects().get(0).finding().orElseThrow();
        assertEquals(2, finding.placed());
        assertEquals(6, finding.line());
        assertEquals(
                List.of(
                        "lines 5-6: process 1: read -> 1 cannot be placed before its response",
                        "the longest partial linearization has 2 of 4 operations; it ends with",
                        "    lines 1-2: process 0: write 1",
                        "    lines 3-4: process 0: write 2",
                        "then the object holds 2"),
                finding.story());
    }

    @Test
    void aSearchThatMayNotRememberEnoughSaysHowFarItCame() {
        History hard = RandomHistory.of("cas-register", 500, 10, RandomHistory.Fault.NONE, 1)
                .make();
        Limits few = new Limits(Duration.ofMinutes(1), 50);
        HistoryReport report = new Checker(Optional.empty(), Consistency.LINEARIZABLE, few, false).check(hard);
        assertEquals(Verdict.UNKNOWN, report.verdict());
        Finding finding = report.objects().get(0).finding().orElseThrow();
        assertTrue(finding.story().get(0).startsWith("the limit of 50 configurations is reached"), finding::toString);
        assertTrue(finding.placed() > 0);
    }

    @Test
    void aSearchThatMayTakeNoTimeIsUndecided() {
        History hard = RandomHistory.of("cas-register", 20_000, 10, RandomHistory.Fault.NONE, 1)
                .make();
        Limits none = new Limits(Duration.ZERO, 1_000_000);
        HistoryReport report = new Checker(Optional.empty(), Consistency.LINEARIZABLE, none, false).check(hard);
        assertEquals(Verdict.UNKNOWN, report.verdict());
    }

    /** Each could take effect before any other: without care, a search tries all their subsets. */
    @Test
    void manyOperationsOfUnknownOutcomeAreNoTrouble() {
        for (int i = 0; i < 200; i++) {
            history.invoke(1000 + i, "write", i).info(1000 + i);
            history.invoke(2000 + i, "cas", List.of(i % 7, i % 5)).info(2000 + i);
        }
        for (int i = 0; i < 200; i += 3) {
            history.invoke(0, "read", nil()).ok(0, i);
        }
        assertEquals(Verdict.YES, verdict());
        history.invoke(0, "read", nil()).ok(0, 1000);
        assertEquals(Verdict.NO, verdict());
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "cas-register", "key-value", "append-list"})
    void aLongHistoryIsCutDownToAHandfulOfOperations(String model) {
        History wrong = new RandomHistory(
                        model, 1000, 8, model.equals("key-value") ? 5 : 0, 0, 5, RandomHistory.Fault.STALE_READ, 3)
                .make();
        HistoryReport report = Checker.of(Models.named(model).orElseThrow()).check(wrong);
        ObjectReport object = report.objects().stream()
                .filter(each -> each.verdict() == Verdict.NO)
                .findFirst()
                .orElseThrow();
        History small = Checker.smallest(report, object);
        assertEquals(
                Verdict.NO,
                Checker.of(Models.named(model).orElseThrow()).check(small).verdict());
        assertTrue(small.operations().size() <= 12, () -> small.operations().size() + " operations: " + small);
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "cas-register", "key-value", "append-list"})
    void anObjectThatKeepsItsPromiseIsLinearizableAndAFaultyOneIsNot(String model) {
        for (int seed = 0; seed < 20; seed++) {
            History right = RandomHistory.of(model, 300, 8, RandomHistory.Fault.NONE, seed)
                    .make();
            assertEquals(
                    Verdict.YES,
                    Checker.of(Models.named(model).orElseThrow()).check(right).verdict());
        }
        for (RandomHistory.Fault fault : List.of(RandomHistory.Fault.STALE_READ, RandomHistory.Fault.LOST_UPDATE)) {
            int caught = 0;
            for (int seed = 0; seed < 20; seed++) {
                // Few values hide a fault now and then; values written once do not.
                History wrong =
                        new RandomHistory(model, 300, 4, model.equals("key-value") ? 3 : 0, 0, 10, fault, seed).make();
                caught += Checker.of(Models.named(model).orElseThrow())
                                        .check(wrong)
                                        .verdict()
                                == Verdict.NO
                        ? 1
                        : 0;
            }
            assertTrue(caught >= 15, model + " with " + fault + ": caught in " + caught + " of 20 histories");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "cas-register", "key-value"})
    void aLongHistoryIsDecided(String model) {
        History right =
                RandomHistory.of(model, 20_000, 10, RandomHistory.Fault.NONE, 7).make();
        assertEquals(
                Verdict.YES,
                Checker.of(Models.named(model).orElseThrow()).check(right).verdict());
        History wrong = new RandomHistory(
                        model, 20_000, 10, model.equals("key-value") ? 10 : 0, 0, 2, RandomHistory.Fault.STALE_READ, 7)
                .make();
        assertEquals(
                Verdict.NO,
                Checker.of(Models.named(model).orElseThrow()).check(wrong).verdict());
    }

    private static Datum nil() {
        return Datum.nil();
    }

    private HistoryReport report() {
        return new Checker(Optional.empty(), Consistency.LINEARIZABLE, Limits.standard(), false).check(history.build());
    }

    private Verdict verdict() {
        return report().verdict();
    }
}
