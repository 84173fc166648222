package dev.quorate.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Expired;
import dev.quorate.kv.Answer.Ignored;
import dev.quorate.kv.Answer.Outdated;
import dev.quorate.kv.Answer.Registered;
import dev.quorate.kv.Operation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Ongaro's thesis says of sessions, section 6.3, sentence by sentence; then what the store does. */
class StateMachineTest {
    private final StateMachine machine = new StateMachine(2);

    @Test
    void registeringAllocatesASessionAndReturnsItsName() {
        assertEquals(List.of(new Registered(1), new Registered(2)), answers("register a", "register b"));
    }

    @Test
    void registeringAgainOpensAnotherSession() {
        assertEquals(List.of(new Registered(1), new Registered(2)), answers("register a", "register a"));
    }

    @Test
    void aCommandThatHasBeenExecutedIsNotExecutedAgainAndIsAnsweredAsBefore() {
        List<Answer> answers = answers("register a", "1.1 create x 1", "1.1 create x 1", "1.1 create x 1");
        assertEquals(List.of(done(2, true), done(2, true), done(2, true)), answers.subList(1, 4));
    }

    @Test
    void itIsAnsweredAsBeforeThoughTheStoreHasChanged() {
        assertEquals(
                held(2, null),
                last("register a", "1.1 get x", "register b", "2.1 put x 1", "1.1 get x"),
                "x held nothing when it was read");
    }

    @Test
    void aSerialNumberIsOfOneSession() {
        assertEquals(done(4, true), last("register a", "1.1 put x 1", "register b", "2.1 put x 1"));
    }

    @Test
    void aCommandBeforeTheLastIsNotExecutedAndItsAnswerIsForgotten() {
        State s = state("register a", "1.1 put x 1", "1.2 put x 2", "1.1 put x 1");
        assertEquals(new Outdated(), last("register a", "1.1 put x 1", "1.2 put x 2", "1.1 put x 1"));
        assertEquals(Map.of("x", "2"), s.store().values());
    }

    @Test
    void aClientThatHasGivenUpGoesOnWithALaterNumber() {
        assertEquals(done(2, true), last("register a", "1.9 put x 1"));
        assertEquals(new Outdated(), last("register a", "1.9 put x 1", "1.8 put x 2"));
    }

    @Test
    void theLeastRecentlyUsedSessionExpires() {
        assertEquals(Set.of(2L, 3L), sessions("register a", "register b", "register c"));
        assertEquals(Set.of(1L, 3L), sessions("register a", "register b", "1.1 get x", "register c"), "by executing");
        assertEquals(
                Set.of(1L, 3L),
                sessions("register a", "1.1 get x", "register b", "1.1 get x", "register c"),
                "by answering again");
        assertEquals(
                Set.of(1L, 3L),
                sessions("register a", "1.2 get x", "register b", "1.1 get x", "register c"),
                "by a request that comes late");
        assertEquals(Set.of(2L, 3L), sessions("register a", "register b", "NoOp", "register c"), "by nobody");
    }

    @Test
    void aCommandWithoutASessionIsNotExecutedAndItsClientIsTold() {
        assertEquals(new Expired(), last("1.1 put x 1"));
        assertEquals(new Expired(), last("register a", "register b", "register c", "1.1 put x 1"));
        State s = state("register a", "register b", "register c", "1.1 put x 1");
        assertEquals(Map.of(), s.store().values());
        assertEquals(Set.of(2L, 3L), s.sessions().keySet(), "the session does not come back");
    }

    @Test
    void aCommandThatIsNobodysChangesNothing() {
        assertEquals(new Ignored(), last("NoOp"));
        State s = state("register a", "1.1 put x 1");
        State t = machine.apply(s, new Command("anything at all")).state();
        assertEquals(new State(s.applied() + 1, s.registered(), s.sessions(), s.store()), t, "but that it is counted");
    }

    @Test
    void aSnapshotHasTheSessions() {
        List<Command> commands = commands("register a", "register b", "2.1 create x 1", "1.1 put y %");
        List<Command> condensed = machine.condense(commands);
        assertEquals(commands("restore 4 2 2 1 4 1 4 ok 2 3 1 3 ok x 1 y %"), condensed);
        State s = machine.applyAll(machine.initial(), condensed);
        assertEquals(
                done(3, true), machine.apply(s, new Command("2.1 create x 1")).answer());
    }

    @Test
    void aSnapshotInTheMiddleOfALogIsNobodys() {
        State s = state("register a", "1.1 put x 1", "restore 9 9 0 x 2");
        assertEquals(Map.of("x", "1"), s.store().values());
        assertEquals(3, s.applied());
    }

    @Test
    void noCommandsAreCondensedToNone() {
        assertEquals(List.of(), machine.condense(List.of()));
    }

    @Test
    void aStateMachineHasASession() {
        assertThrows(IllegalArgumentException.class, () -> new StateMachine(0));
    }

    @Test
    void whatOperationsDo() {
        assertEquals(
                List.of(
                        new Outcome(true, Optional.empty()), // get x
                        new Outcome(false, Optional.empty()), // cas x 1 2
                        new Outcome(true, Optional.empty()), // create x 1
                        new Outcome(false, Optional.of("1")), // create x 2
                        new Outcome(true, Optional.of("1")), // get x
                        new Outcome(true, Optional.empty()), // cas x 1 2
                        new Outcome(false, Optional.of("2")), // cas x 1 3
                        new Outcome(true, Optional.empty()), // delete x
                        new Outcome(false, Optional.empty()), // delete x
                        new Outcome(true, Optional.empty())), // get x
                answers(
                                "register a",
                                "1.1 get x",
                                "1.2 cas x 1 2",
                                "1.3 create x 1",
                                "1.4 create x 2",
                                "1.5 get x",
                                "1.6 cas x 1 2",
                                "1.7 cas x 1 3",
                                "1.8 delete x",
                                "1.9 delete x",
                                "1.10 get x")
                        .stream()
                        .skip(1)
                        .map(answer -> ((Done) answer).outcome())
                        .toList());
    }

    private static Answer done(long index, boolean done) {
        return new Done(index, new Outcome(done, Optional.empty()));
    }

    private static Answer held(long index, String value) {
        return new Done(index, new Outcome(true, Optional.ofNullable(value)));
    }

    private static List<Command> commands(String... names) {
        return Arrays.stream(names).map(Command::new).toList();
    }

    private State state(String... names) {
        return machine.applyAll(machine.initial(), commands(names));
    }

    private Set<Long> sessions(String... names) {
        return state(names).sessions().keySet();
    }

    private Answer last(String... names) {
        return answers(names).get(names.length - 1);
    }

    private List<Answer> answers(String... names) {
        List<Answer> answers = new ArrayList<>();
        State s = machine.initial();
        for (Command command : commands(names)) {
            StateMachine.Applied applied = machine.apply(s, command);
            answers.add(applied.answer());
            s = applied.state();
        }
        return answers;
    }
}
