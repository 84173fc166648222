package dev.quorate.conformance.abd;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.abd.Event;
import dev.quorate.replication.abd.Message;
import dev.quorate.replication.abd.Message.Ack;
import dev.quorate.replication.abd.Message.Propagate;
import dev.quorate.replication.abd.Message.Report;
import dev.quorate.replication.abd.Node;
import dev.quorate.replication.abd.Phase;
import dev.quorate.replication.abd.Timestamp;
import dev.quorate.replication.abd.Version;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** ABD's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyAbd {
    /** A read returns what it has heard of, and does not write it back. */
    DOES_NOT_WRITE_BACK,

    /** A read returns what its node stores by then. */
    RETURNS_WHAT_IT_STORES,

    /** Timestamps do not name the writer. */
    SHARES_TIMESTAMPS,

    /** A writer sends its version, and has not stored it itself. */
    STORES_LATER,

    /** A writer counts up what it stores itself, whatever others tell. */
    WRITES_BLINDLY,

    /** What a node stores is not on disk. */
    FORGETS_WHAT_IT_STORES,

    /** The number of the latest operation is not on disk. */
    FORGETS_ITS_OPERATION,

    /** A node stores whatever comes. */
    TAKES_ANYTHING,

    /** An answer to an earlier operation counts. */
    COUNTS_ANY_ANSWER,

    /** A node is done when one has acknowledged. */
    WAITS_FOR_ONE,

    /** Nobody hears an acknowledgement. */
    HEARS_NO_ACK;

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        NodeId n = event.node();
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        boolean proceeds = s.phase() == Phase.QUERY && after.phase() == Phase.PROPAGATION;
        boolean writes = proceeds && after.request().isPresent();
        return switch (this) {
            case DOES_NOT_WRITE_BACK -> proceeds && !writes ? Step.to(done(after, s.stored(), after.latest())) : step;
            case RETURNS_WHAT_IT_STORES ->
                s.phase() == Phase.PROPAGATION && after.phase() == Phase.DONE
                        ? Step.to(done(after, after.stored(), after.stored()))
                        : step;
            case SHARES_TIMESTAMPS ->
                writes
                        ? propagating(
                                step,
                                n,
                                s.stored(),
                                new Timestamp(after.latest().timestamp().counter(), Optional.of(new NodeId("n1"))))
                        : step;
            case STORES_LATER -> writes ? new Step<>(stores(after, s.stored()), step.messages()) : step;
            case WRITES_BLINDLY ->
                writes ? propagating(step, n, s.stored(), s.stored().timestamp().next(n)) : step;
            case FORGETS_WHAT_IT_STORES -> event instanceof Event.Restart ? Step.to(stores(after, Version.NONE)) : step;
            case FORGETS_ITS_OPERATION ->
                event instanceof Event.Restart
                        ? Step.to(new Node(
                                after.stored(), 0, after.phase(), after.request(), after.latest(), after.heard()))
                        : step;
            case TAKES_ANYTHING ->
                arrived instanceof Propagate m ? new Step<>(stores(after, m.version()), step.messages()) : step;
            case COUNTS_ANY_ANSWER -> arrived == null ? step : code.step(s, new Event.Receive(n, ofNow(arrived, s)));
            case WAITS_FOR_ONE ->
                arrived instanceof Ack && s.phase() == Phase.PROPAGATION && s.operation() == arrived.operation()
                        ? Step.to(done(after, after.stored(), after.latest()))
                        : step;
            case HEARS_NO_ACK -> arrived instanceof Ack ? Step.to(s) : step;
        };
    }

    private static Node stores(Node s, Version version) {
        return new Node(version, s.operation(), s.phase(), s.request(), s.latest(), s.heard());
    }

    private static Node done(Node s, Version stored, Version latest) {
        return new Node(stored, s.operation(), Phase.DONE, s.request(), latest, Set.of());
    }

    /** A write with another timestamp. */
    private static Step<Node, Message> propagating(
            Step<Node, Message> step, NodeId n, Version stored, Timestamp timestamp) {
        Node s = step.state();
        Version version = new Version(timestamp, s.request());
        Node other = new Node(
                stored.timestamp().precedes(timestamp) ? version : stored,
                s.operation(),
                s.phase(),
                s.request(),
                version,
                s.heard());
        return new Step<>(
                other,
                step.messages().stream()
                        .map(m -> new Propagate(n, m.to(), m.operation(), version))
                        .collect(Collectors.toSet()));
    }

    /** An answer, as if it were one to what the node is doing now. */
    private static Message ofNow(Message m, Node s) {
        if (m instanceof Report report) {
            return new Report(m.from(), m.to(), s.operation(), report.version());
        } else if (m instanceof Ack) {
            return new Ack(m.from(), m.to(), s.operation());
        }
        return m;
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
