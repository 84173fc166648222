package dev.quorate.runtime.raft;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.RaftComplete;
import dev.quorate.raft.complete.Role;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Inner;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Raft, as a runtime drives it. */
public final class RaftEngine implements Engine<Node, Event, Message> {
    /** How many entries a message has at most, of which each is small enough that a message is no larger than a frame. */
    static final int MAX_BATCH = 256;

    /** How many entries a leader sends before it hears of the first. */
    static final int WINDOW = 4096;

    private static final String SPEC = "raft-complete";

    private final int maxBatch;
    private final int window;
    private final RaftComplete raft;
    private final RaftTiming timing;
    private final RaftCodec codec;

    /**
     * Raft for a cluster that begins with these voters.
     *
     * @param condense makes of the commands that a snapshot stands for fewer that lead to the same state
     */
    public RaftEngine(Set<NodeId> initialVoters, UnaryOperator<List<Command>> condense) {
        this(initialVoters, MAX_BATCH, WINDOW, condense);
    }

    /**
     * Raft with its own limits.
     *
     * @param maxBatch how many entries a message has at most
     * @param window how many entries a leader sends before it hears of the first
     */
    public RaftEngine(Set<NodeId> initialVoters, int maxBatch, int window, UnaryOperator<List<Command>> condense) {
        this.maxBatch = maxBatch;
        this.window = window;
        raft = new RaftComplete(initialVoters, maxBatch, window, condense);
        timing = new RaftTiming(window);
        codec = new RaftCodec(condense);
    }

    @Override
    public String name() {
        return "raft";
    }

    @Override
    public String spec() {
        return "raft-complete";
    }

    @Override
    public Map<String, Integer> constants() {
        return Map.of("MaxBatch", maxBatch, "Window", window);
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return raft;
    }

    @Override
    public Map<String, Object> states(Node state) {
        return Map.of(SPEC, state);
    }

    @Override
    public List<Inner> inner(Node before, Event event) {
        Step<Node, Message> step = raft.step(before, event);
        return List.of(new Inner(SPEC, event, step.state(), step.messages()));
    }

    @Override
    public Timing<Node, Event> timing() {
        return timing;
    }

    @Override
    public LinearizableReads<Node, Event> reads() {
        return RaftReads.INSTANCE;
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
    public Optional<Event> transfer(NodeId node, NodeId peer) {
        return Optional.of(new Event.TransferLeadership(node, peer));
    }

    @Override
    public Set<NodeId> to(Message message) {
        return Set.of(message.to());
    }

    @Override
    public Optional<NodeId> leader(NodeId node, Node state) {
        return state.role() == Role.LEADER ? Optional.of(node) : state.leader();
    }

    @Override
    public int term(Node state) {
        return state.currentTerm();
    }

    @Override
    public int lastIndex(Node state) {
        return state.log().lastIndex();
    }

    @Override
    public int commitIndex(Node state) {
        return state.commitIndex();
    }

    @Override
    public int snapshotIndex(Node state) {
        return state.log().snapshot().lastIndex();
    }

    @Override
    public List<Command> snapshot(Node state) {
        return state.log().snapshot().state();
    }

    @Override
    public Optional<Command> command(Node state, int index) {
        return state.log().entryAt(index) instanceof Entry.Client client
                ? Optional.of(client.command())
                : Optional.empty();
    }
}
