package dev.quorate.runtime.paxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.paxos.Ballots;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Role;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Multi-Paxos, as a runtime drives it at one node: an engine is one replica's, for its timing remembers what it has proposed. */
public final class MultiPaxosEngine implements Engine<Node, Event, Message> {
    private static final int MAX_BATCH = 1000;
    private static final long CATCH_UP_INTERVAL = 200_000;

    private final MultiPaxos paxos;
    private final Ballots ballots;
    private final MultiPaxosTiming timing;
    private final MultiPaxosCodec codec;

    /** What others lacked when something was last sent to them. */
    private final Map<NodeId, CaughtUp> caughtUp = new HashMap<>();

    private record CaughtUp(int from, long micros) {}

    /**
     * Multi-Paxos for a cluster of these nodes.
     *
     * @param condense makes of the commands that a snapshot stands for fewer that lead to the same state
     */
    public MultiPaxosEngine(Set<NodeId> nodes, UnaryOperator<List<Command>> condense) {
        paxos = new MultiPaxos(nodes, MAX_BATCH, condense);
        ballots = new Ballots(nodes);
        timing = new MultiPaxosTiming(nodes);
        codec = new MultiPaxosCodec(condense);
    }

    @Override
    public String name() {
        return "multi-paxos";
    }

    @Override
    public Map<String, Integer> constants() {
        return Map.of("MaxBatch", MAX_BATCH);
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return paxos;
    }

    @Override
    public Timing<Node, Event> timing() {
        return timing;
    }

    @Override
    public LinearizableReads<Node, Event> reads() {
        return MultiPaxosReads.INSTANCE;
    }

    @Override
    public Codec<Node, Event, Message> codec() {
        return codec;
    }

    @Override
    public Event request(NodeId node, Command command) {
        return new Event.ClientRequest(node, command);
    }

    @Override
    public Event receive(NodeId node, Message message) {
        return new Event.Receive(node, message);
    }

    @Override
    public Event compact(NodeId node, int index) {
        return new Event.Compact(node, index);
    }

    @Override
    public Event restart(NodeId node) {
        return new Event.Restart(node);
    }

    @Override
    public Set<NodeId> to(Message message) {
        return Set.of(message.to());
    }

    /** Who lags behind asks at each heartbeat, and at each round of reads, before it can have the answer, which is long. */
    @Override
    public boolean takes(Message message, long now) {
        if (!(message instanceof Message.CatchUp lagging)) {
            return true;
        }
        CaughtUp last = caughtUp.get(lagging.from());
        if (last != null && lagging.firstOpenSlot() == last.from() && now - last.micros() < CATCH_UP_INTERVAL) {
            return false;
        }
        caughtUp.put(lagging.from(), new CaughtUp(lagging.firstOpenSlot(), now));
        return true;
    }

    /** Whoever may use the ballot that the node has promised leads, or tries to. */
    @Override
    public Optional<NodeId> leader(NodeId node, Node state) {
        if (state.ballot() == 0 || state.role() == Role.CANDIDATE) {
            return Optional.empty();
        }
        NodeId owner = ballots.owner(state.ballot());
        return owner.equals(node) && state.role() != Role.LEADER ? Optional.empty() : Optional.of(owner);
    }

    @Override
    public int term(Node state) {
        return state.ballot();
    }

    @Override
    public int lastIndex(Node state) {
        return state.lastSlot();
    }

    @Override
    public int commitIndex(Node state) {
        return state.commitIndex();
    }

    @Override
    public int snapshotIndex(Node state) {
        return state.snapshot().lastIndex();
    }

    @Override
    public List<Command> snapshot(Node state) {
        return state.snapshot().state();
    }

    /** The command that changes nothing is one, too: a snapshot counts it among those that it stands for. */
    @Override
    public Optional<Command> command(Node state, int index) {
        return state.proposalAt(index).command();
    }
}
