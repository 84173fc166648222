package dev.quorate.conformance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.model.BadInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What versions must be, and what may be seen at each. */
class SequentialTest {
    private final History.Builder history = new History.Builder("h");

    @Test
    void anotherProcessMayReadWhatIsOld() {
        history.invoke(0, "write", 1).ok(0, 1, 1).invoke(0, "write", 2).ok(0, 2, 2);
        history.invoke(1, "read", nil()).ok(1, 1, 1).invoke(1, "read", nil()).ok(1, 2, 2);
        assertEquals(Verdict.YES, verdict());
        assertEquals(
                Verdict.NO,
                Checker.of(new RegisterModel(false)).check(history.build()).verdict());
    }

    @Test
    void aProcessDoesNotGoBack() {
        history.invoke(0, "write", 1).ok(0, 1, 1).invoke(0, "write", 2).ok(0, 2, 2);
        history.invoke(1, "read", nil()).ok(1, 2, 2).invoke(1, "read", nil()).ok(1, 1, 1);
        assertEquals(Verdict.NO, verdict());
        assertStory("lines 7-8: process 1: read -> 1 has version 1, but the process was at version 2 before");
    }

    @Test
    void aProcessReadsItsOwnWrites() {
        history.invoke(0, "write", 1).ok(0, 1, 5).invoke(0, "read", nil()).ok(0, nil(), 0);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void aVersionHasOneValue() {
        history.invoke(0, "write", 1).ok(0, 1, 1).invoke(1, "read", nil()).ok(1, 3, 1);
        assertEquals(Verdict.NO, verdict());
        assertStory("lines 3-4: process 1: read -> 3 at version 1 does not fit: the object there holds 1");
    }

    @Test
    void twoUpdatesHaveTwoVersions() {
        history.invoke(0, "write", 1).ok(0, 1, 1).invoke(1, "write", 2).ok(1, 2, 1);
        assertEquals(Verdict.NO, verdict());
        assertStory("lines 3-4: process 1: write 2 has version 1, as another update has");
    }

    @Test
    void versionsCountTheUpdatesOfAllKeysTogether() {
        history.invoke(0, "put", "x", "1")
                .ok(0, nil(), 1)
                .invoke(0, "put", "y", "2")
                .ok(0, nil(), 2);
        history.invoke(1, "get", "y", nil())
                .ok(1, "2", 2)
                .invoke(1, "get", "x", nil())
                .ok(1, "1", 2);
        assertEquals(Verdict.YES, verdict());
        history.invoke(2, "get", "y", nil())
                .ok(2, "2", 2)
                .invoke(2, "get", "x", nil())
                .ok(2, nil(), 2);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void anUpdateOfUnknownOutcomeIsPlacedWhereItIsSeen() {
        history.invoke(0, "write", 1).ok(0, 1, 1).invoke(1, "write", 7).info(1);
        history.invoke(0, "read", nil()).ok(0, 7, 2);
        assertEquals(Verdict.YES, verdict());
        history.invoke(0, "write", 2).ok(0, 2, 3).invoke(0, "read", nil()).ok(0, 7, 4);
        assertEquals(Verdict.NO, verdict());
    }

    @Test
    void whereAnotherChoiceMightHaveDoneBetterNothingIsClaimed() {
        history.invoke(0, "write", 1).ok(0, 1, 1);
        history.invoke(1, "write", 7).info(1).invoke(2, "cas", List.of(1, 7)).info(2);
        history.invoke(0, "read", nil()).ok(0, 7, 2).invoke(0, "write", 2).ok(0, 2, 3);
        history.invoke(0, "read", nil()).ok(0, 9, 4);
        assertEquals(Verdict.UNKNOWN, verdict());
    }

    @Test
    void aResponseWithoutAVersionIsRefused() {
        history.invoke(0, "write", 1).ok(0, 1);
        assertTrue(assertThrows(BadInputException.class, this::verdict)
                .getMessage()
                .contains("h, line 2: expected a version"));
    }

    private static Datum nil() {
        return Datum.nil();
    }

    private HistoryReport report() {
        return new Checker(Optional.empty(), Consistency.SEQUENTIAL, Limits.standard(), false).check(history.build());
    }

    private Verdict verdict() {
        return report().verdict();
    }

    private void assertStory(String first) {
        assertEquals(
                first, report().objects().get(0).finding().orElseThrow().story().get(0));
    }
}
