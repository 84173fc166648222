package dev.quorate.conformance.simulation;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Network;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.World.Moved;
import dev.quorate.conformance.binding.WorldCodec;
import dev.quorate.conformance.trace.Trace;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.kv.Answer.Done;
import dev.quorate.kv.Entry.Request;
import dev.quorate.kv.Operation;
import dev.quorate.kv.Operation.Get;
import dev.quorate.kv.Operation.Put;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Plays a list of choices on a world: no time, no chance, only what happens after what. What cannot happen is passed over. This
 * is what property-based tests shrink.
 */
public final class Schedule<S, E, M, G> {
    private final Binding<S, E, M> binding;
    private final World<S, E, M, G> world;
    private final Observer<S, E, M> observer;
    private final Statistics statistics = new Statistics();

    private final List<S> states = new ArrayList<>();
    private final List<S> view = Collections.unmodifiableList(states);
    private Network<NodeId, M> network;
    private final Set<Set<NodeId>> parted = new HashSet<>();
    private G ghost;

    private final Frontend<S, E> frontend;
    private int requests;

    private final List<Snapshot<S, M, G>> history = new ArrayList<>();
    private Optional<String> broken = Optional.empty();

    /** A state that was passed, and what led to it. */
    private record Snapshot<S, M, G>(Optional<Value> event, List<S> states, Network<NodeId, M> network, G ghost) {}

    private final WorldCodec<S, E, M, G> codec;

    /** A schedule of which nothing has been played. */
    public Schedule(Binding<S, E, M> binding, World<S, E, M, G> world, Observer<S, E, M> observer) {
        this.binding = binding;
        this.world = world;
        this.observer = observer;
        codec = new WorldCodec<>(binding, world);
        ghost = world.initialGhost();
        network = Network.initial(world);
        for (NodeId node : world.nodes()) {
            states.add(world.protocol().initial(node));
        }
        frontend = world.service() == Service.REGISTER
                ? new RegisterFrontend<>(world, this::submit)
                : new LogFrontend<>(
                        world,
                        Reads.LOG,
                        // Nobody asks twice, so what is applied twice is a fault.
                        Machine.of(0),
                        true,
                        view,
                        node -> false,
                        (from, to, arrives) -> arrives.run(),
                        this::submit);
    }

    /** Plays choices until a property is broken or there is none left. */
    public Schedule<S, E, M, G> play(List<Choice> choices) {
        Map<NodeId, S> initial = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            initial.put(world.nodes().get(i), states.get(i));
        }
        observer.started(initial);
        passed(Optional.empty());
        for (Choice choice : choices) {
            if (broken.isPresent()) {
                break;
            }
            play(choice);
        }
        observer.ended();
        return this;
    }

    /** The property that was broken, if one was. */
    public Optional<String> broken() {
        return broken;
    }

    /** How often what happened. */
    public Statistics statistics() {
        return statistics;
    }

    /** How many steps there were, of nodes and of the network. */
    public int steps() {
        return history.size() - 1;
    }

    /** What was played, as a trace that can be replayed. */
    public Trace trace(String description, Map<String, Value> constants) {
        List<Trace.State> labelled = history.stream()
                .map(passed -> new Trace.State(passed.event, codec.state(passed.states, passed.network, passed.ghost)))
                .toList();
        return new Trace(
                new Trace.Header(binding.spec(), "schedule", description, constants, OptionalInt.empty()),
                labelled.get(0).values().keySet().stream().sorted().toList(),
                labelled,
                OptionalInt.empty());
    }

    private void play(Choice choice) {
        int node = Math.floorMod(choice.one(), states.size());
        NodeId name = world.nodes().get(node);
        switch (choice.kind()) {
            case ACT -> {
                List<E> events = world.events(name);
                take(node, events.get(Math.floorMod(choice.other(), events.size())), Optional.empty());
            }
            case DELIVER ->
                fromTheLast(network.arriving(), choice.one()).ifPresent(message -> deliver(message, choice.other()));
            case LOSE -> fromTheLast(network.incidents(), choice.one()).ifPresent(this::lose);
            case REQUEST -> request(node, choice.other());
            case PART -> {
                parted.add(Set.copyOf(List.of(name, world.nodes().get(Math.floorMod(choice.other(), states.size())))));
                statistics.count("partitions");
            }
            case HEAL -> parted.clear();
        }
    }

    private static <T> Optional<T> fromTheLast(List<T> there, int back) {
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(there.get(there.size() - 1 - Math.floorMod(back, there.size())));
    }

    private void deliver(M message, int which) {
        List<NodeId> receivers = world.to(message).stream().sorted().toList();
        NodeId to = receivers.get(Math.floorMod(which, receivers.size()));
        if (!isParted(world.from(message), to)) {
            take(world.nodes().indexOf(to), world.receive(to, message), Optional.of(message));
        }
    }

    private boolean isParted(NodeId one, NodeId other) {
        return !one.equals(other) && parted.contains(Set.of(one, other));
    }

    private void lose(Network.Incident<NodeId, M> incident) {
        network = network.after(incident);
        statistics.count(incident instanceof Network.Loss ? "messages lost" : "connections broken");
        passed(Optional.of(codec.event(incident)));
    }

    private void request(int node, int what) {
        if (world.service() == Service.NONE) {
            return;
        }
        int client = requests++;
        String key = world.service() == Service.REGISTER ? "register" : what % 2 == 0 ? "x" : "y";
        Operation operation = what % 3 == 0 ? new Get(key) : new Put(key, Integer.toString(client));
        observer.invoked(client, operation);
        frontend.takes(node, new Request(client + 1, 1, operation), 0, (answer, version) -> {
            observer.completed(client, operation, ((Done) answer).outcome(), version);
            statistics.count("requests answered");
        });
    }

    private boolean submit(int node, E event) {
        return take(node, event, Optional.empty());
    }

    /** Takes a step. One of a node's own that does nothing, and answers nobody, is one that the spec does not enable, so it is none. */
    private boolean take(int node, E event, Optional<M> received) {
        S before = states.get(node);
        Step<S, M> step = world.protocol().step(before, event);
        S after = step.state();
        Traffic<NodeId, M> traffic = Traffic.of(world, world.nodes().get(node), received, before, event, step);
        if (received.isEmpty()
                && step.messages().isEmpty()
                && !traffic.hangsUp()
                && after.equals(before)
                && world.answer(before, event, after).isEmpty()) {
            return false;
        }
        states.set(node, after);
        network = network.after(traffic);
        G ghostBefore = ghost;
        ghost = world.ghost(ghost, world.nodes().get(node), before, after);
        statistics.count(event.getClass().getSimpleName());
        world.notable(before, event, after).ifPresent(statistics::count);
        observer.stepped(world.nodes().get(node), event, after, step.messages(), Map.of());
        passed(Optional.of(codec.event(event)));
        broken = world.brokenByStep(before, event, after)
                .or(() -> world.broken(new Moved<>(view, node, before, ghostBefore, ghost)));
        if (event.equals(world.restart(world.nodes().get(node)))) {
            frontend.crashed(node);
        }
        frontend.stepped(node, before, event, after);
        return true;
    }

    private void passed(Optional<Value> event) {
        history.add(new Snapshot<>(event, List.copyOf(states), network, ghost));
    }
}
