package dev.quorate.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.core.Command;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Answer.Expired;
import dev.quorate.kv.Entry.Register;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Entry.Restore;
import dev.quorate.kv.Operation.CompareAndSet;
import dev.quorate.kv.Operation.Delete;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Put;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** Of any log, in whatever order it has what clients have sent, and however often. */
class StateMachineProperties {
    private static final int SESSIONS = 3;

    private final StateMachine machine = new StateMachine(SESSIONS);

    @Property
    void whatIsCondensedLeadsToTheSameState(
            @ForAll("logs") List<Entry> log,
            @ForAll @IntRange(max = 40) int cut,
            @ForAll @IntRange(max = 40) int again) {
        List<Command> commands = log.stream().map(Entry::command).toList();
        State all = machine.applyAll(machine.initial(), commands);

        List<Command> head = commands.subList(0, Math.min(cut, commands.size()));
        List<Command> condensed = new ArrayList<>(machine.condense(head));
        assertTrue(condensed.size() <= head.size(), "no more commands than there were");
        // Condensed once more on the way, as a log is that is compacted again and again.
        List<Command> tail = commands.subList(head.size(), commands.size());
        int more = Math.min(again, tail.size());
        condensed.addAll(tail.subList(0, more));
        List<Command> twice = new ArrayList<>(machine.condense(condensed));
        twice.addAll(tail.subList(more, tail.size()));

        assertEquals(all, machine.applyAll(machine.initial(), twice));
    }

    @Property
    void equalStatesHaveOneText(@ForAll("logs") List<Entry> log) {
        State s = machine.initial();
        State t = machine.initial();
        for (Entry entry : log) {
            s = machine.apply(s, entry.command()).state();
            // The same, each time anew.
            t = machine.apply(((Restore) Entry.parse(new Restore(t).command())).state(), entry.command())
                    .state();
            assertEquals(s, t);
            assertEquals(new Restore(s).command(), new Restore(t).command());
        }
    }

    /** Against a store of one's own, that knows every request that it has ever executed. */
    @Property
    void aRequestTakesEffectOnceAndHasOneAnswer(@ForAll("logs") List<Entry> log) {
        Store store = Store.EMPTY;
        Map<List<Long>, Answer> executed = new HashMap<>();
        Set<Long> expired = new HashSet<>();
        State s = machine.initial();
        for (Entry entry : log) {
            StateMachine.Applied applied = machine.apply(s, entry.command());
            if (entry instanceof Request q) {
                List<Long> name = List.of(q.session(), q.sequence());
                if (applied.answer() instanceof Done done) {
                    if (executed.containsKey(name)) {
                        Statistics.label("answers").collect("again");
                        assertEquals(executed.get(name), done, () -> "the answer to " + q);
                    } else {
                        Store.Executed now = store.execute(q.operation());
                        store = now.store();
                        assertEquals(new Done(s.applied() + 1, now.outcome()), done, () -> "the answer to " + q);
                        executed.put(name, done);
                    }
                    assertTrue(!expired.contains(q.session()), () -> q + " is of a session that has expired");
                } else if (applied.answer() instanceof Expired && q.session() <= s.registered()) {
                    Statistics.label("answers").collect("expired");
                    expired.add(q.session());
                }
            }
            s = applied.state();
            assertEquals(store, s.store(), () -> "the store after " + entry);
        }
        Statistics.label("answers").coverage(coverage -> {
            coverage.check("again").count(count -> count > 100);
            coverage.check("expired").count(count -> count > 100);
        });
    }

    /** Sessions are those that a list has, to whose end whoever is used goes, and which drops its head. */
    @Property
    void theLeastRecentlyUsedSessionExpires(@ForAll("logs") List<Entry> log) {
        LinkedHashSet<Long> alive = new LinkedHashSet<>();
        long registered = 0;
        State s = machine.initial();
        for (Entry entry : log) {
            if (entry instanceof Register) {
                alive.add(++registered);
                if (alive.size() > SESSIONS) {
                    alive.remove(alive.iterator().next());
                }
            } else if (entry instanceof Request q && alive.remove(q.session())) {
                alive.add(q.session());
            }
            s = machine.apply(s, entry.command()).state();
            assertEquals(Set.copyOf(alive), s.sessions().keySet(), () -> "the sessions after " + entry);
        }
    }

    @Property
    void anEntryIsWhatItWas(@ForAll("entries") Entry entry) {
        assertEquals(entry, Entry.parse(entry.command()));
    }

    @Provide
    static Arbitrary<List<Entry>> logs() {
        Arbitrary<Entry> requests = Combinators.combine(
                        Arbitraries.longs().between(1, 6), Arbitraries.longs().between(1, 3))
                // A request is what its numbers say.
                .as((session, sequence) -> new Request(session, sequence, operation(session, sequence)));
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.of("a", "b").map(Register::new)), Tuple.of(4, requests))
                .list()
                .ofMaxSize(40);
    }

    private static Operation operation(long session, long sequence) {
        String key = sequence % 2 == 0 ? "x" : "y";
        return switch ((int) (session * 3 + sequence) % 5) {
            case 0 -> new Get(key);
            case 1 -> new Delete(key);
            case 2 -> new CompareAndSet(key, Optional.empty(), session + "." + sequence);
            default -> new Put(key, session + "." + sequence);
        };
    }

    @Provide
    static Arbitrary<Entry> entries() {
        Arbitrary<String> strings = Arbitraries.strings().ofMaxLength(8);
        Arbitrary<Long> numbers = Arbitraries.longs().greaterOrEqual(1);
        Arbitrary<Operation> operations = Arbitraries.oneOf(
                strings.map(Get::new),
                strings.map(Delete::new),
                Combinators.combine(strings, strings).as(Put::new),
                Combinators.combine(strings, strings.optional(), strings).as(CompareAndSet::new));
        return Arbitraries.oneOf(
                strings.map(Register::new),
                Combinators.combine(numbers, numbers, operations).as(Request::new),
                operations.list().ofMaxSize(10).map(StateMachineProperties::restore));
    }

    /** The state in which one client has asked for these. */
    private static Restore restore(List<Operation> operations) {
        StateMachine machine = new StateMachine(SESSIONS);
        State s = machine.apply(machine.initial(), new Register("a").command()).state();
        long sequence = 0;
        for (Operation operation : operations) {
            s = machine.apply(s, new Request(1, ++sequence, operation).command())
                    .state();
        }
        return new Restore(s);
    }
}
