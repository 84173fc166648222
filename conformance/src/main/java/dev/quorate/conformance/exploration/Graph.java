package dev.quorate.conformance.exploration;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.WorldCodec;
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

/**
 * The state graph of a world, on numbers. A state is an array: the number of each node's local state, that of the ghost, and
 * those of the messages in the network, ascending. What the code does with an event in a local state is asked once, however
 * many states of the world have that local state in them.
 */
final class Graph<S, E, M, G> {
    final World<S, E, M, G> world;
    final int nodes;
    private final Parts<S> states;
    private final Parts<M> messages;
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

    /** Of each message, the indices of the nodes it is for. */
    private final List<IntArrayList> receivers = new ArrayList<>();

    /** Of each node, for a ghost and a local state, the ghost after a step to that state. */
    private final List<Long2IntOpenHashMap> ghostsAfter = new ArrayList<>();

    private final long[] sums;

    /** What an event does at a node: the node's next state, the messages it sends, and what that breaks; empty if nothing. */
    static final class Local<E> {
        final String broken;
        private final E event;
        private final int after;
        private final int[] sent;

        private Local(E event, int after, int[] sent, String broken) {
            this.event = event;
            this.after = after;
            this.sent = sent;
            this.broken = broken;
        }
    }

    /** Hears of the edges that leave a state. */
    interface Edges<E> {
        /**
         * One edge.
         *
         * @param moved the index of the node that takes a step; negative if the network loses a message
         * @param local the step; null if the network loses a message
         * @param lost the number of the message lost; negative if none is
         * @param to the successor; valid during the call only
         * @param length the successor's length in {@code to}
         * @return whether to go on
         */
        boolean edge(int moved, Local<E> local, int lost, int[] to, int length);
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
        for (int k = nodes + 1; k < state.length; k++) {
            for (int receiver : receivers(state[k])) {
                if (!step(state, receiver, arrival(receiver, state[k], state[receiver]), to, edges)) {
                    return;
                }
            }
        }
        for (int k = nodes + 1; k < state.length; k++) {
            System.arraycopy(state, 0, to, 0, k);
            System.arraycopy(state, k + 1, to, k, state.length - k - 1);
            if (!edges.edge(-1, null, state[k], to, state.length - 1)) {
                return;
            }
        }
    }

    private boolean step(int[] state, int node, Local<E> local, int[] scratch, Edges<E> edges) {
        if (local.after == state[node] && local.sent.length == 0 && local.broken.isEmpty()) {
            return true;
        }
        int ghost = ghostAfter(state[nodes], node, local.after);
        int[] to =
                scratch.length < state.length + local.sent.length ? new int[state.length + local.sent.length] : scratch;
        int length = merge(state, local.sent, to);
        if (length == state.length && local.after == state[node] && local.broken.isEmpty()) {
            return true;
        }
        System.arraycopy(state, 0, to, 0, nodes);
        to[node] = local.after;
        to[nodes] = ghost;
        return edges.edge(node, local, -1, to, length);
    }

    /** The messages of a state together with those sent; the length of the successor. */
    private int merge(int[] state, int[] sent, int[] to) {
        int from = nodes + 1;
        int other = 0;
        int length = nodes + 1;
        while (from < state.length && other < sent.length) {
            if (state[from] <= sent[other]) {
                other += state[from] == sent[other] ? 1 : 0;
                to[length++] = state[from++];
            } else {
                to[length++] = sent[other++];
            }
        }
        while (from < state.length) {
            to[length++] = state[from++];
        }
        while (other < sent.length) {
            to[length++] = sent[other++];
        }
        return length;
    }

    private List<Local<E>> ownEvents(int node, int state) {
        List<List<Local<E>>> known = own.get(node);
        while (known.size() <= state) {
            known.add(null);
        }
        List<Local<E>> locals = known.get(state);
        if (locals == null) {
            locals = world.events(world.nodes().get(node)).stream()
                    .map(event -> execute(event, state))
                    .toList();
            known.set(state, locals);
        }
        return locals;
    }

    private IntArrayList receivers(int message) {
        while (receivers.size() <= message) {
            IntArrayList indices = new IntArrayList();
            world.to(messages.get(receivers.size()))
                    .forEach(node -> indices.add(world.nodes().indexOf(node)));
            receivers.add(indices);
        }
        return receivers.get(message);
    }

    private Local<E> arrival(int node, int message, int state) {
        long key = (long) message << Integer.SIZE | state;
        Local<E> local = arrivals.get(node).get(key);
        if (local == null) {
            local = execute(world.receive(world.nodes().get(node), messages.get(message)), state);
            arrivals.get(node).put(key, local);
        }
        return local;
    }

    private Local<E> execute(E event, int state) {
        S before = states.get(state);
        Step<S, M> step = world.protocol().step(before, event);
        int[] sent =
                step.messages().stream().mapToInt(messages::number).sorted().toArray();
        return new Local<>(
                event,
                states.number(step.state()),
                sent,
                world.brokenByStep(before, event, step.state()).orElse(""));
    }

    private int ghostAfter(int ghost, int node, int after) {
        long key = (long) ghost << Integer.SIZE | after;
        int next = ghostsAfter.get(node).get(key);
        if (next < 0) {
            next = ghosts.number(world.ghost(ghosts.get(ghost), world.nodes().get(node), states.get(after)));
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
        for (int k = nodes + 1; k < length; k++) {
            add(messages.prints(state[k]));
        }
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
        for (int i = 0; i < sums.length; i++) {
            sums[i] += prints[i];
        }
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
    long print(Map<Value, Value> nodeStates, Iterable<Value> network, Value ghost) {
        Arrays.fill(sums, 0);
        nodeStates.forEach((name, state) ->
                add(pair(states.prints(name, Fingerprint::of), states.prints(state, Fingerprint::of))));
        add(states.prints(ghost, Fingerprint::of));
        for (Value message : network) {
            add(states.prints(message, Fingerprint::of));
        }
        return orbitPrint(sums);
    }

    /** A state as the values of the spec's variables. */
    Map<String, Value> values(int[] state, int length) {
        List<S> locals = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            locals.add(states.get(state[i]));
        }
        List<M> network = new ArrayList<>();
        for (int k = nodes + 1; k < length; k++) {
            network.add(messages.get(state[k]));
        }
        return codec.state(locals, network, ghosts.get(state[nodes]));
    }

    /** An edge's label, as the model's variable {@code event} has it. */
    Value label(Local<E> local, int lost) {
        return local != null ? codec.event(local.event) : codec.lose(messages.get(lost));
    }
}
