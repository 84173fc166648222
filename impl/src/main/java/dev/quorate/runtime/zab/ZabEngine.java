package dev.quorate.runtime.zab;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Inner;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import dev.quorate.zab.broadcast.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Zab with its election, as a runtime drives them. */
public final class ZabEngine implements Engine<Server, ServerEvent, ServerMessage> {
    /** Who lacks more transactions than this gets the whole history. */
    public static final int MAX_DIFF = 10_000;

    private final int maxDiff;
    private final ZooKeeper zooKeeper;
    private final ZabTiming timing = new ZabTiming();
    private final ZabCodec codec;
    private final LongSupplier boots;

    /**
     * Zab for an ensemble of these servers.
     *
     * @param boots gives numbers that it has never given before, in this process or another: of 64 bits, chance will do
     * @param condense makes of the commands that a snapshot stands for fewer that lead to the same state
     */
    public ZabEngine(Set<NodeId> servers, LongSupplier boots, UnaryOperator<List<Command>> condense) {
        this(servers, MAX_DIFF, boots, condense);
    }

    /**
     * Zab with its own limit.
     *
     * @param maxDiff who lacks more transactions than this gets the whole history
     */
    public ZabEngine(Set<NodeId> servers, int maxDiff, LongSupplier boots, UnaryOperator<List<Command>> condense) {
        this.maxDiff = maxDiff;
        zooKeeper = new ZooKeeper(servers, maxDiff, condense);
        codec = new ZabCodec(condense);
        this.boots = boots;
    }

    @Override
    public String name() {
        return "zab";
    }

    @Override
    public Protocol<Server, ServerEvent, ServerMessage> protocol() {
        return zooKeeper;
    }

    @Override
    public Map<String, Integer> constants() {
        return Map.of("MaxDiff", maxDiff);
    }

    @Override
    public Map<String, Object> states(Server state) {
        return Map.of(Course.ZAB, state.zab(), Course.ELECTION, state.election());
    }

    /** What a step does to connections only is none of theirs, and so there may be none. */
    @Override
    public List<Inner> inner(Server before, ServerEvent event) {
        return zooKeeper.inner(before, event);
    }

    @Override
    public Optional<String> spec(ServerMessage message) {
        if (message instanceof ServerMessage.Parcel) {
            return Optional.of(Course.ZAB);
        }
        return message instanceof ServerMessage.Told ? Optional.of(Course.ELECTION) : Optional.empty();
    }

    @Override
    public Timing<Server, ServerEvent> timing() {
        return timing;
    }

    @Override
    public LinearizableReads<Server, ServerEvent> reads() {
        return ZabReads.OfServer.INSTANCE;
    }

    @Override
    public Codec<Server, ServerEvent, ServerMessage> codec() {
        return codec;
    }

    @Override
    public ServerEvent request(NodeId node, Command command) {
        return new ServerEvent.Request(node, command);
    }

    @Override
    public ServerEvent receive(NodeId node, ServerMessage message) {
        return new ServerEvent.Hear(node, message);
    }

    @Override
    public ServerEvent compact(NodeId node, int index) {
        return new ServerEvent.Purge(node, index);
    }

    @Override
    public ServerEvent restart(NodeId node) {
        return new ServerEvent.Stop(node, boots.getAsLong());
    }

    @Override
    public Set<NodeId> to(ServerMessage message) {
        return message.to();
    }

    @Override
    public Optional<NodeId> leader(NodeId node, Server state) {
        return state.zab().phase() == Phase.BROADCAST ? state.zab().leader() : Optional.empty();
    }

    @Override
    public int term(Server state) {
        return state.zab().acceptedEpoch();
    }

    @Override
    public int lastIndex(Server state) {
        return state.zab().history().length();
    }

    @Override
    public int commitIndex(Server state) {
        return state.zab().lastCommitted();
    }

    @Override
    public int snapshotIndex(Server state) {
        return state.zab().history().snapshot().lastIndex();
    }

    @Override
    public List<Command> snapshot(Server state) {
        return state.zab().history().snapshot().state();
    }

    @Override
    public Optional<Command> command(Server state, int index) {
        return Optional.of(state.zab().history().at(index).command());
    }
}
