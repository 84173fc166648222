package dev.quorate.conformance.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.Repository;
import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.zab.ZabBinding;
import dev.quorate.conformance.model.Model;
import dev.quorate.conformance.simulation.Profile.Setting;
import dev.quorate.conformance.zab.FaultyZab;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.kv.State;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.opentest4j.AssertionFailedError;

/**
 * Of every protocol here that replicates a log: the state of a replica is the fold of what it has applied, and so the same
 * wherever as much was applied, sessions and all, as {@code specs/abstract/StateMachine.tla} and {@code Sessions.tla} have it.
 */
class StateMachineProperties {
    private static final Machine MACHINE = Machine.of(3);

    /** Keeps a state at each node, step by step, and holds it against the fold. */
    private static final class Replicas<S, E, M> implements Observer<S, E, M> {
        private final World<S, E, M, ?> world;
        private final Map<NodeId, State> replicas = new HashMap<>();

        /** The state after so many commands, whoever had it first. */
        private final Map<Integer, State> states = new HashMap<>();

        Replicas(World<S, E, M, ?> world) {
            this.world = world;
        }

        @Override
        public void started(Map<NodeId, S> initial) {
            replicas.clear();
            states.clear();
        }

        @Override
        public void stepped(NodeId node, E event, S after, Set<M> sent, Map<NodeId, Long> clock) {
            List<Command> applied = world.applied(after);
            State state = replicas.getOrDefault(node, Machine.INITIAL);
            if (applied.size() == state.applied()) {
                return;
            }
            if (applied.size() < state.applied()) {
                state = Machine.INITIAL;
            }
            for (int i = (int) state.applied(); i < applied.size(); i++) {
                state = MACHINE.apply().apply(state, applied.get(i)).state();
            }
            replicas.put(node, state);
            assertEquals(MACHINE.fold(applied), state, () -> node + ": the fold of what it has applied");
            assertEquals(
                    states.putIfAbsent(applied.size(), state) == null ? state : states.get(applied.size()),
                    state,
                    () -> node + ": as every node that has applied as much");
        }

        int longest() {
            return states.keySet().stream().mapToInt(size -> size).max().orElse(0);
        }
    }

    @Provide
    static Arbitrary<Binding<?, ?, ?>> logs() {
        List<Binding<?, ?, ?>> logs = Repository.CATALOG.models().stream()
                .map(Model::spec)
                .distinct()
                .<Binding<?, ?, ?>>flatMap(spec -> Binding.of(spec).stream())
                .filter(binding -> binding.world(options(1, 3).constants()).service() == Service.LOG)
                .toList();
        assertTrue(logs.size() >= 3, () -> "Raft, Multi-Paxos and Zab at least: " + logs);
        return Arbitraries.of(logs);
    }

    private static Simulator.Options options(long seed, int nodes) {
        return new Simulator.Options(nodes, seed, 1, 2_000, Optional.of(1L), Profile.CHAOS, Reads.LOG);
    }

    @Property(tries = 60)
    void aStateIsTheFoldOfWhatWasApplied(
            @ForAll("logs") Binding<?, ?, ?> binding, @ForAll int seed, @ForAll @IntRange(min = 2, max = 5) int nodes) {
        assertTrue(simulate(binding, seed, nodes) > 0, "something was applied");
    }

    private static <S, E, M> int simulate(Binding<S, E, M> binding, long seed, int nodes) {
        Simulator.Options options = options(seed, nodes);
        Replicas<S, E, M> replicas = new Replicas<>(binding.world(options.constants()));
        Simulator.simulate(binding, options, replicas, line -> {});
        return replicas.longest();
    }

    @Example
    void statesThatDifferAreFound() {
        Profile losses = Profile.CHAOS
                .with(Setting.CLIENTS, 20)
                .with(Setting.THINK, 5)
                .with(Setting.CRASH_EVERY, 300)
                .with(Setting.BREAK_EVERY, 100);
        Simulator.Options options = new Simulator.Options(3, 42, 2_000_000, 1_000, Optional.empty(), losses, Reads.LOG);
        World<Node, Event, Message, ?> world =
                Faults.unwatched(FaultyZab.LEAVES_OUT.in(new ZabBinding().world(options.constants())));
        assertThrows(
                AssertionFailedError.class,
                () -> Simulator.simulate(world, options, new Replicas<>(world), line -> {}));
    }
}
