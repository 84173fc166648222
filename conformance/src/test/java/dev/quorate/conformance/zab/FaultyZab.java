package dev.quorate.conformance.zab;

import static dev.quorate.zab.broadcast.Phase.BROADCAST;
import static dev.quorate.zab.broadcast.Phase.SYNCHRONIZATION;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.History;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Message.AckEpoch;
import dev.quorate.zab.broadcast.Message.CommitLeader;
import dev.quorate.zab.broadcast.Message.Diff;
import dev.quorate.zab.broadcast.Message.NewLeader;
import dev.quorate.zab.broadcast.Message.Propose;
import dev.quorate.zab.broadcast.Message.Snap;
import dev.quorate.zab.broadcast.Message.Trunc;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import dev.quorate.zab.broadcast.Snapshot;
import dev.quorate.zab.broadcast.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Zab's world with a fault in the code. Those that ZooKeeper had have the numbers of its issues. */
public enum FaultyZab {
    /** The disk is empty, but the server takes part as if it were not (ZOOKEEPER-261). */
    IS_WIPED,

    /** The accepted epoch is not on disk. */
    FORGETS_ITS_EPOCH,

    /** The initial history is acknowledged before it is on disk (ZOOKEEPER-3911, 4646). */
    ACKS_EARLY,

    /** The epoch is on disk before its initial history is (ZOOKEEPER-4643). */
    WRITES_THE_EPOCH_FIRST,

    /** A follower that has synchronized delivers all that it has, committed or not (ZOOKEEPER-4394). */
    DELIVERS_UNCOMMITTED,

    /** What a leader has not delivered since it started it takes away from others (ZOOKEEPER-3526). */
    CUTS_TOO_MUCH,

    /** A follower that is still synchronizing gets no proposal. */
    LEAVES_OUT,

    /** A follower keeps what the initial history does not have. */
    NEVER_CUTS,

    /** A leader does not look at the histories that it is told. */
    KEEPS_ITS_OWN,

    /** A server accepts an epoch as often as it is asked. */
    ACCEPTS_AGAIN,

    /** A leader takes requests before it is established. */
    BROADCASTS_EARLY,

    /** A leader broadcasts before it has delivered the initial history. */
    DELIVERS_LATER,

    /** A follower that synchronizes delivers again from the start. */
    DELIVERS_AGAIN,

    /** A snapshot is of all that is logged, delivered or not (ZOOKEEPER-1558). */
    SNAPSHOTS_ITS_LOG,

    /** A leader takes what it has compacted for what everybody has. */
    SKIPS_WHAT_IS_COMPACTED,

    /** A restart reads the log, and not the snapshot that it follows. */
    FORGETS_ITS_SNAPSHOT,

    /** Whose history is later is decided by what its log has still. */
    LOOKS_AT_LOGS,

    /** A snapshot is made of the log alone, without the last snapshot. */
    FORGETS_OLDER_SNAPSHOTS,

    /** A leader answers reads, and asks nobody whether it leads still (ZOOKEEPER-1675). */
    ASKS_NOBODY,

    /** Who has answered a round once counts for all that follow. */
    COUNTS_ANY_ROUND;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        Optional<Message> arrived =
                event instanceof Event.Receive receive ? Optional.of(receive.message()) : Optional.empty();
        Message message = arrived.orElse(null);
        boolean restarts = event instanceof Event.Restart;
        return switch (this) {
            case IS_WIPED -> restarts ? Step.to(code.initial(event.node())) : step;
            case FORGETS_ITS_EPOCH ->
                restarts
                        ? Step.to(with(
                                after,
                                after.currentEpoch(),
                                after.currentEpoch(),
                                after.history(),
                                after.lastCommitted()))
                        : step;
            case ACKS_EARLY -> acksEarly(code, s, event, message, step);
            case WRITES_THE_EPOCH_FIRST ->
                !after.initialHistory().equals(s.initialHistory())
                                && (message instanceof Diff || message instanceof Trunc || message instanceof Snap)
                        ? Step.to(with(
                                after,
                                after.acceptedEpoch(),
                                after.acceptedEpoch(),
                                after.history(),
                                after.lastCommitted()))
                        : step;
            case DELIVERS_UNCOMMITTED ->
                message instanceof CommitLeader
                        ? Step.to(with(
                                after,
                                after.acceptedEpoch(),
                                after.currentEpoch(),
                                after.history(),
                                after.history().length()))
                        : step;
            case CUTS_TOO_MUCH -> changed(step, m -> cut(after, m));
            case LEAVES_OUT -> without(step, m -> m instanceof Propose && isAt(after, m.to(), Stage.SYNCHRONIZING));
            case NEVER_CUTS ->
                changed(step, m -> m instanceof Trunc t ? new Diff(t.from(), t.to(), t.transactions()) : m);
            case KEEPS_ITS_OWN ->
                message instanceof AckEpoch m && s.phase() == Phase.DISCOVERY ? keepsItsOwn(code, s, m, step) : step;
            case ACCEPTS_AGAIN ->
                changed(
                        step,
                        m -> m instanceof AckEpoch a
                                ? new AckEpoch(a.from(), a.to(), true, a.currentEpoch(), a.history())
                                : m);
            case BROADCASTS_EARLY -> {
                if (!(event instanceof Event.ClientRequest) || s.phase() != SYNCHRONIZATION) {
                    yield step;
                }
                Step<Node, Message> early = code.step(with(s, BROADCAST, s.initialHistory()), event);
                yield new Step<>(with(early.state(), SYNCHRONIZATION, s.initialHistory()), early.messages());
            }
            case DELIVERS_LATER ->
                s.phase() != BROADCAST && after.phase() == BROADCAST && leads(after, event.node())
                        ? new Step<>(
                                with(
                                        after,
                                        after.acceptedEpoch(),
                                        after.currentEpoch(),
                                        after.history(),
                                        s.lastCommitted()),
                                step.messages())
                        : step;
            case DELIVERS_AGAIN ->
                message instanceof NewLeader && !step.messages().isEmpty()
                        ? new Step<>(
                                with(
                                        after,
                                        after.history(),
                                        after.history().snapshot().lastIndex()),
                                step.messages())
                        : step;
            case SNAPSHOTS_ITS_LOG ->
                event instanceof Event.Compact
                        ? Step.to(with(s, compacted(s, s.history().length()), s.lastCommitted()))
                        : step;
            case SKIPS_WHAT_IS_COMPACTED ->
                changed(
                        step,
                        m -> m instanceof Snap snap
                                ? new Diff(
                                        snap.from(), snap.to(), snap.history().transactions())
                                : m);
            case FORGETS_ITS_SNAPSHOT ->
                restarts
                        ? Step.to(with(
                                after,
                                new History(Snapshot.NONE, after.history().transactions()),
                                0))
                        : step;
            case LOOKS_AT_LOGS -> message instanceof AckEpoch m ? looksAtLogs(code, s, m) : step;
            case ASKS_NOBODY -> new Step<>(confirmed(after), step.messages());
            // Of two voters or three, one that has answered makes a quorum.
            case COUNTS_ANY_ROUND -> after.acked().isEmpty() ? step : new Step<>(confirmed(after), step.messages());
            case FORGETS_OLDER_SNAPSHOTS ->
                event instanceof Event.Compact compaction
                        ? Step.to(with(s, withoutOlder(s, compaction.index()), s.lastCommitted()))
                        : step;
        };
    }

    /** The history stays in memory with NewLeader, with all that is proposed, and is written with CommitLeader. */
    private static Step<Node, Message> acksEarly(
            Protocol<Node, Event, Message> code, Node s, Event event, Message message, Step<Node, Message> step) {
        if (step.state().equals(s) || s.phase() != SYNCHRONIZATION || leads(s, event.node())) {
            return step;
        } else if (message instanceof NewLeader m) {
            Node acked = with(s, s.acceptedEpoch(), m.epoch(), s.history(), s.lastCommitted());
            return new Step<>(acked, step.messages());
        } else if (message instanceof Propose m) {
            History grown = s.initialHistory().extended(List.of(m.transaction()));
            return new Step<>(with(s, SYNCHRONIZATION, grown), step.messages());
        } else if (message instanceof CommitLeader) {
            Node written = with(s, s.acceptedEpoch(), s.currentEpoch(), s.initialHistory(), s.lastCommitted());
            return code.step(with(written, SYNCHRONIZATION, History.EMPTY), event);
        }
        return step;
    }

    private static Step<Node, Message> keepsItsOwn(
            Protocol<Node, Event, Message> code, Node s, AckEpoch m, Step<Node, Message> step) {
        AckEpoch blank = new AckEpoch(m.from(), m.to(), m.accepts(), 0, History.EMPTY);
        Node after = code.step(s, new Event.Receive(m.to(), blank)).state();
        return after.phase() == Phase.DISCOVERY
                ? new Step<>(with(step.state(), Phase.DISCOVERY, s.initialHistory()), step.messages())
                : new Step<>(
                        after,
                        step.messages().stream()
                                .map(sent -> sent instanceof NewLeader
                                        ? sent
                                        : new Snap(sent.from(), sent.to(), after.history()))
                                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Node confirmed(Node s) {
        return new Node(
                s.acceptedEpoch(),
                s.currentEpoch(),
                s.history(),
                s.lastCommitted(),
                s.phase(),
                s.leader(),
                s.initialHistory(),
                s.latestEpoch(),
                s.newEpoch(),
                s.learners(),
                s.round(),
                s.acked(),
                s.round());
    }

    private static History compacted(Node s, int index) {
        return s.history().compacted(index, UnaryOperator.identity());
    }

    private static History withoutOlder(Node s, int index) {
        int older = s.history().snapshot().state().size();
        return s.history().compacted(index, commands -> commands.subList(older, commands.size()));
    }

    /** A history that is all compacted is taken for an empty one, and so for the earlier of two. */
    private static Step<Node, Message> looksAtLogs(Protocol<Node, Event, Message> code, Node s, AckEpoch m) {
        boolean isEmpty = m.history().transactions().isEmpty();
        AckEpoch told = isEmpty ? new AckEpoch(m.from(), m.to(), m.accepts(), m.currentEpoch(), History.EMPTY) : m;
        return code.step(s, new Event.Receive(m.to(), told));
    }

    private static Message cut(Node leader, Message m) {
        boolean synchronizes = m instanceof Diff || m instanceof Trunc || m instanceof Snap;
        if (!synchronizes || leader.lastCommitted() == leader.history().length()) {
            return m;
        }
        return new Trunc(m.from(), m.to(), leader.history().zxidAt(leader.lastCommitted()), List.of());
    }

    private static Step<Node, Message> changed(Step<Node, Message> step, UnaryOperator<Message> change) {
        Set<Message> changed = new LinkedHashSet<>();
        step.messages().forEach(m -> changed.add(change.apply(m)));
        return new Step<>(step.state(), changed);
    }

    private static Step<Node, Message> without(Step<Node, Message> step, Predicate<Message> dropped) {
        Set<Message> kept = new LinkedHashSet<>(step.messages());
        kept.removeIf(dropped);
        return new Step<>(step.state(), kept);
    }

    private static boolean isAt(Node s, NodeId p, Stage stage) {
        return s.learners().containsKey(p) && s.learners().get(p).stage() == stage;
    }

    private static boolean leads(Node s, NodeId n) {
        return s.leader().equals(Optional.of(n));
    }

    private static Node with(Node s, int accepted, int current, History history, int lastCommitted) {
        return new Node(
                accepted,
                current,
                history,
                lastCommitted,
                s.phase(),
                s.leader(),
                s.initialHistory(),
                s.latestEpoch(),
                s.newEpoch(),
                s.learners(),
                s.round(),
                s.acked(),
                s.confirmed());
    }

    private static Node with(Node s, History history, int lastCommitted) {
        return with(s, s.acceptedEpoch(), s.currentEpoch(), history, lastCommitted);
    }

    private static Node with(Node s, Phase phase, History initialHistory) {
        return new Node(
                s.acceptedEpoch(),
                s.currentEpoch(),
                s.history(),
                s.lastCommitted(),
                phase,
                s.leader(),
                initialHistory,
                s.latestEpoch(),
                s.newEpoch(),
                s.learners(),
                s.round(),
                s.acked(),
                s.confirmed());
    }

    /** The same world, in which the code has this fault. */
    public <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
