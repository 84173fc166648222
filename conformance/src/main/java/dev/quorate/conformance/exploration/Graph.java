package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Traffic;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.World.Constraint;
import dev.quorate.conformance.binding.World.InFlight;
import dev.quorate.conformance.binding.WorldCodec;
import dev.quorate.conformance.exploration.NetworkPart.Mail;
import dev.quorate.conformance.model.Renaming;
import dev.quorate.conformance.value.Codec;
import dev.quorate.conformance.value.Fingerprint;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state graph of a world, on numbers. A state is an array: the number of each node's local state, that of the ghost, and
 * those of the messages in the network, as {@link NetworkPart} lays them out. What the code does with an event in a local state is asked once, however
 * many states of the world have that local state in them.
 */
final class Graph<S, E, M, G> {
    final World<S, E, M, G> world;
    final int nodes;
    private final Parts<S> states;
    private final Parts<M> messages;
    private final NetworkPart<NodeId, M> network;
    private final Parts<G> ghosts;
    private final WorldCodec<S, E, M, G> codec;
    private final int renamings;

    /** Of each node, the fingerprints of its name under each renaming. */
    private final List<long[]> names = new ArrayList<>();

    /** Of each node and local state, what its own events do. */
    private final List<List<List<Local<E>>>> own = new ArrayList<>();

    /** Of each node and local state, what the pair adds to a state's fingerprint under each renaming. */
    private final List<List<long[]>> nodePrints = new ArrayList<>();

    /** Of each node, for a message and a local state, what the message's arrival there does. */
    private final List<Long2ObjectOpenHashMap<Local<E>>> arrivals = new ArrayList<>();

    /** The numbers of the pairs of local states that steps lead from and to. */
    private final Long2IntOpenHashMap moves = new Long2IntOpenHashMap();

    /** Of each node, for a ghost and such a pair, the ghost after such a step. */
    private final List<Long2IntOpenHashMap> ghostsAfter = new ArrayList<>();

    private final long[] sums;

    /** What an event does at a node: the node's next state, the mail, and what that breaks; empty if nothing. */
    static final class Local<E> {
        final String broken;
        private final E event;
        private final int after;
        private final int move;
        private final Mail mail;

        private Local(E event, int after, int move, Mail mail, String broken) {
            this.event = event;
            this.after = after;
            this.move = move;
            this.mail = mail;
            this.broken = broken;
        }
    }

    /** Hears of the edges that leave a state. */
    interface Edges<E> {
        /**
         * One edge.
         *
         * @param moved the index of the node that takes a step; negative if the network does something of itself
         * @param local the step; null if the network does something of itself
         * @param incident what the network does of itself, by its own number; negative if it does not
         * @param to the successor; valid during the call only
         * @param length the successor's length in {@code to}
         * @return whether to go on
         */
        boolean edge(int moved, Local<E> local, int incident, int[] to, int length);
    }

    Graph(Binding<S, E, M> binding, World<S, E, M, G> world, Renaming renaming) {
        this.world = world;
        nodes = world.nodes().size();
        renamings = renaming.others().size() + 1;
        sums = new long[renamings];
        states = new Parts<>(Codec.of(binding.stateType()), renaming);
        messages = new Parts<>(Codec.of(binding.messageType()), renaming);
        ghosts = new Parts<>(Codec.of(world.ghostType()), renaming);
        codec = new WorldCodec<>(binding, world);
        for (NodeId node : world.nodes()) {
            arrivals.add(new Long2ObjectOpenHashMap<>());
            ghostsAfter.add(new Long2IntOpenHashMap());
            ghostsAfter.get(ghostsAfter.size() - 1).defaultReturnValue(-1);
            names.add(states.prints(Codec.of(NodeId.class).encode(node), Fingerprint::of));
            own.add(new ArrayList<>());
            nodePrints.add(new ArrayList<>());
        }
        network = world.connections().isPresent()
                ? new ChannelsPart<>(nodes + 1, messages, world.nodes(), names)
                : new PoolPart<>(nodes + 1, messages, this::receivers);
    }

    private IntArrayList receivers(M message) {
        IntArrayList indices = new IntArrayList();
        world.to(message).forEach(node -> indices.add(world.nodes().indexOf(node)));
        return indices;
    }

    int[] initial() {
        int[] state = new int[nodes + 1];
        for (int i = 0; i < nodes; i++) {
            state[i] = states.number(world.protocol().initial(world.nodes().get(i)));
        }
        state[nodes] = ghosts.number(world.initialGhost());
        return state;
    }

    S local(int number) {
        return states.get(number);
    }

    G ghost(int number) {
        return ghosts.get(number);
    }

    /** Passes every edge that leaves a state and does not lead back to it. */
    void expand(int[] state, Edges<E> edges) {
        int[] to = new int[state.length + 16];
        for (int i = 0; i < nodes; i++) {
            for (Local<E> local : ownEvents(i, state[i])) {
                if (!step(state, i, local, to, edges)) {
                    return;
                }
            }
        }
        if (network.arrivals(
                state, (node, message) -> step(state, node, arrival(node, message, state[node]), to, edges))) {
            network.incidents(state, to, (incident, after, length) -> edges.edge(-1, null, incident, after, length));
        }
    }

    private boolean step(int[] state, int node, Local<E> local, int[] scratch, Edges<E> edges) {
        boolean stays = local.after == state[node] && local.broken.isEmpty();
        if (stays && network.isNothing(local.mail)) {
            return true;
        }
        int ghost = ghostAfter(state[nodes], node, state[node], local);
        int longest = state.length + network.growth(local.mail);
        int[] to = scratch.length < longest ? new int[longest] : scratch;
        int length = network.after(state, local.mail, to);
        if (stays && Arrays.equals(state, nodes + 1, state.length, to, nodes + 1, length)) {
            return true;
        }
        System.arraycopy(state, 0, to, 0, nodes);
        to[node] = local.after;
        to[nodes] = ghost;
        return edges.edge(node, local, -1, to, length);
    }

    private List<Local<E>> ownEvents(int node, int state) {
        List<List<Local<E>>> known = own.get(node);
        while (known.size() <= state) {
            known.add(null);
        }
        List<Local<E>> locals = known.get(state);
        if (locals == null) {
            locals = world.events(world.nodes().get(node)).stream()
                    .map(event -> execute(node, event, Optional.empty(), state))
                    .toList();
            known.set(state, locals);
        }
        return locals;
    }

    private Local<E> arrival(int node, int message, int state) {
        long key = (long) message << Integer.SIZE | state;
        Local<E> local = arrivals.get(node).get(key);
        if (local == null) {
            M received = messages.get(message);
            E event = world.receive(world.nodes().get(node), received);
            local = execute(node, event, Optional.of(received), state);
            arrivals.get(node).put(key, local);
        }
        return local;
    }

    private Local<E> execute(int node, E event, Optional<M> received, int state) {
        S before = states.get(state);
        Step<S, M> step = world.protocol().step(before, event);
        int[] sent =
                step.messages().stream().mapToInt(messages::number).sorted().toArray();
        Traffic<Integer, Integer> traffic = Traffic.of(world, world.nodes().get(node), received, before, event, step)
                .map(world.nodes()::indexOf, messages::number);
        int after = states.number(step.state());
        long move = (long) state << Integer.SIZE | after;
        return new Local<>(
                event,
                after,
                moves.computeIfAbsent(move, pair -> moves.size()),
                new Mail(sent, traffic),
                world.brokenByStep(before, event, step.state()).orElse(""));
    }

    private int ghostAfter(int ghost, int node, int before, Local<E> local) {
        long key = (long) ghost << Integer.SIZE | local.move;
        int next = ghostsAfter.get(node).get(key);
        if (next < 0) {
            next = ghosts.number(world.ghost(
                    ghosts.get(ghost), world.nodes().get(node), states.get(before), states.get(local.after)));
            ghostsAfter.get(node).put(key, next);
        }
        return next;
    }

    /** How many local steps have been executed on the code. */
    long localSteps() {
        long count = arrivals.stream().mapToLong(Long2ObjectOpenHashMap::size).sum();
        for (List<List<Local<E>>> states : own) {
            for (List<Local<E>> locals : states) {
                count += locals == null ? 0 : locals.size();
            }
        }
        return count;
    }

    /** The fingerprint of a state; the same for states that differ by a renaming of the model's symmetry. */
    long print(int[] state, int length) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < nodes; i++) {
            add(nodePrint(i, state[i]));
        }
        add(ghosts.prints(state[nodes]));
        network.addPrints(state, length, sums);
        return orbitPrint(sums);
    }

    /** How many states differ from the one last fingerprinted by a renaming, itself included. */
    int orbit() {
        int same = 0;
        for (long sum : sums) {
            same += sum == sums[0] ? 1 : 0;
        }
        return renamings / same;
    }

    private static long orbitPrint(long[] prints) {
        long print = 0;
        for (long each : prints) {
            print += Fingerprint.mix(each);
        }
        return print;
    }

    private void add(long[] prints) {
        NetworkPart.add(prints, sums);
    }

    private long[] nodePrint(int node, int state) {
        List<long[]> known = nodePrints.get(node);
        while (known.size() <= state) {
            known.add(null);
        }
        long[] print = known.get(state);
        if (print == null) {
            print = pair(names.get(node), states.prints(state));
            known.set(state, print);
        }
        return print;
    }

    private static long[] pair(long[] names, long[] prints) {
        long[] pairs = new long[names.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = Fingerprint.pair(names[i], prints[i]);
        }
        return pairs;
    }

    /** The same fingerprint as of {@link #print(int[], int)}, of a state given by its values. */
    long print(Map<Value, Value> nodeStates, Value inNetwork, Value ghost) {
        Arrays.fill(sums, 0);
        nodeStates.forEach((name, state) ->
                add(pair(states.prints(name, Fingerprint::of), states.prints(state, Fingerprint::of))));
        add(states.prints(ghost, Fingerprint::of));
        network.addPrints(inNetwork, sums);
        return orbitPrint(sums);
    }

    /** A state as the values of the spec's variables. */
    Map<String, Value> values(int[] state, int length) {
        List<S> locals = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            locals.add(states.get(state[i]));
        }
        return codec.state(locals, network.network(state, length), ghosts.get(state[nodes]));
    }

    /** An edge's label, as the model's variable {@code event} has it. */
    Value label(Local<E> local, int incident) {
        return local != null ? codec.event(local.event) : codec.event(network.incident(incident));
    }

    /** Whether a state is within a bound. */
    boolean isWithin(Constraint<S> bound, List<S> locals, int[] state, int length) {
        return bound.holds(locals, new InFlight() {
            @Override
            public int messages() {
                return network.inFlight(state, length);
            }

            @Override
            public int longestChannel() {
                return network.longestChannel(state, length);
            }

            @Override
            public boolean isOpen(NodeId from, NodeId to) {
                return network.isOpen(
                        state,
                        length,
                        world.nodes().indexOf(from),
                        world.nodes().indexOf(to));
            }
        });
    }
}
