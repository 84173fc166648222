package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.multipaxos.MultiPaxosBinding;
import dev.quorate.conformance.binding.raft.RaftBinding;
import dev.quorate.conformance.binding.zab.ZabBinding;
import dev.quorate.conformance.history.Checker;
import dev.quorate.conformance.history.Consistency;
import dev.quorate.conformance.history.Limits;
import dev.quorate.conformance.history.Models;
import dev.quorate.conformance.history.Verdict;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.simulation.Simulator.Options;
import dev.quorate.conformance.simulation.Simulator.Result;
import dev.quorate.core.Command;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry;
import dev.quorate.kv.Entry.Restore;
import dev.quorate.kv.State;
import dev.quorate.kv.StateMachine.Applied;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients keep their store by sessions, through crashes and snapshots; and without, or with ones that are not right, they do not. */
class SessionsSimulationTest {
    private static final Machine TWO = Machine.of(2);

    /** How often a copy has done what it should be seen to do. */
    private static final class Seen {
        private final LongAdder answersAgain = new LongAdder();
        private final LongAdder snapshotsWithSessions = new LongAdder();

        Machine watch(Machine machine) {
            return new Machine(
                    (s, command) -> {
                        Applied applied = machine.apply().apply(s, command);
                        look(s, command, applied);
                        return applied;
                    },
                    machine.condense());
        }

        private void look(State s, Command command, Applied applied) {
            if (applied.answer() instanceof Done done && done.index() <= s.applied()) {
                answersAgain.increment();
            } else if (Entry.read(command).orElse(null) instanceof Restore restore
                    && s.equals(Machine.INITIAL)
                    && !restore.state().sessions().isEmpty()) {
                snapshotsWithSessions.increment();
            }
        }
    }

    static Stream<Binding<?, ?, ?>> logs() {
        return Stream.of(new RaftBinding(), new MultiPaxosBinding(), new ZabBinding());
    }

    @ParameterizedTest
    @MethodSource("logs")
    void requestsTakeEffectOnceThoughSessionsExpire(Binding<?, ?, ?> binding) {
        Seen seen = new Seen();
        HistoryObserver<?, ?, ?> clients = new HistoryObserver<>("the history");
        Result result = simulate(binding, seen.watch(TWO), 1, 40_000, clients);

        assertEquals(Optional.empty(), result.violation(), () -> "a property of " + binding.spec());
        assertEquals(Verdict.YES, verdict(clients), () -> "the clients of " + binding.spec());
        long expired = result.statistics().of("requests of a session that had expired");
        assertTrue(expired > 20, () -> "sessions expire: " + expired);
        assertTrue(seen.answersAgain.sum() > 20, () -> "requests come again: " + seen.answersAgain);
        assertTrue(seen.snapshotsWithSessions.sum() > 20, () -> "snapshots: " + seen.snapshotsWithSessions);
    }

    @Test
    void withoutSnapshotsEveryCommandIsApplied() {
        Seen seen = new Seen();
        Options options = options(Profile.CHAOS.with(Setting.SNAPSHOTS, 0), 1, 20_000);
        Simulator.simulate(
                new RaftBinding().world(options.constants()),
                options,
                seen.watch(TWO),
                new Observer<>() {},
                line -> {});
        assertEquals(0, seen.snapshotsWithSessions.sum());
    }

    @ParameterizedTest
    @EnumSource
    void clientsSeeEachFault(FaultyMachine fault) {
        HistoryObserver<?, ?, ?> clients = new HistoryObserver<>("the history");
        simulate(new RaftBinding(), fault.machine(), 1, 200_000, clients);
        assertEquals(Verdict.NO, verdict(clients), () -> fault + " is not found");
    }

    private static Result simulate(
            Binding<?, ?, ?> binding, Machine machine, long seed, long steps, HistoryObserver<?, ?, ?> clients) {
        return simulateTyped(binding, machine, seed, steps, clients);
    }

    @SuppressWarnings("unchecked") // What clients see has no types of the protocol in it.
    private static <S, E, M> Result simulateTyped(
            Binding<S, E, M> binding, Machine machine, long seed, long steps, HistoryObserver<?, ?, ?> clients) {
        Profile busy = Profile.CHAOS.with(Setting.THINK, 30).with(Setting.PATIENCE, 100);
        Options options = options(busy, seed, steps);
        World<S, E, M, ?> world = binding.world(options.constants());
        return Simulator.simulate(world, options, machine, (Observer<S, E, M>) clients, line -> {});
    }

    private static Options options(Profile profile, long seed, long steps) {
        return new Options(3, seed, steps, 5000, Optional.empty(), profile, Reads.LOG);
    }

    private static Verdict verdict(HistoryObserver<?, ?, ?> clients) {
        return new Checker(Models.named("key-value"), Consistency.LINEARIZABLE, Limits.standard(), true)
                .check(clients.history())
                .verdict();
    }
}
