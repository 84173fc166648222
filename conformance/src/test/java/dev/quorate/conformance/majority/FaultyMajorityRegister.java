package dev.quorate.conformance.majority;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.replication.majority.Event;
import dev.quorate.replication.majority.Message;
import dev.quorate.replication.majority.Message.Ack;
import dev.quorate.replication.majority.Message.Reply;
import dev.quorate.replication.majority.Message.Write;
import dev.quorate.replication.majority.Node;
import dev.quorate.replication.majority.Phase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The majority register's world in which one node writes, for that is when anything is promised; and with a fault in the code,
 * made by doing something else than what is asked.
 */
enum FaultyMajorityRegister {
    /** No fault: nodes other than the first refuse to write. */
    NONE,

    /** A node takes the writes of one writer as they come. */
    TAKES_ANY_WRITE,

    /** What a node stores is not on disk. */
    FORGETS_ITS_VALUE,

    /** Which writes a node has taken is not on disk. */
    FORGETS_WHAT_IT_TOOK,

    /** An answer to an earlier operation counts. */
    COUNTS_ANY_ANSWER,

    /** One answer is enough. */
    WAITS_FOR_ONE,

    /** Nobody hears a reply. */
    HEARS_NO_REPLY;

    private static final NodeId WRITER = new NodeId("n1");

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.ClientWrite && !n.equals(WRITER)) {
            return Step.to(s);
        }
        Message arrived = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = code.step(s, event);
        Node after = step.state();
        return switch (this) {
            case NONE -> step;
            case TAKES_ANY_WRITE ->
                arrived instanceof Write m
                        ? new Step<>(
                                new Node(
                                        Optional.of(m.value()),
                                        s.taken(),
                                        s.operation(),
                                        s.phase(),
                                        s.request(),
                                        s.heard()),
                                step.messages())
                        : step;
            case FORGETS_ITS_VALUE ->
                event instanceof Event.Restart
                        ? Step.to(new Node(
                                Optional.empty(),
                                after.taken(),
                                after.operation(),
                                after.phase(),
                                after.request(),
                                after.heard()))
                        : step;
            case FORGETS_WHAT_IT_TOOK -> event instanceof Event.Restart ? Step.to(forgetful(after)) : step;
            case COUNTS_ANY_ANSWER -> arrived == null ? step : code.step(s, new Event.Receive(n, ofNow(arrived, s)));
            case WAITS_FOR_ONE ->
                after.heard().size() > s.heard().size()
                        ? Step.to(new Node(
                                after.value(),
                                after.taken(),
                                after.operation(),
                                Phase.DONE,
                                after.request(),
                                after.heard()))
                        : step;
            case HEARS_NO_REPLY -> arrived instanceof Reply ? Step.to(s) : step;
        };
    }

    private static Node forgetful(Node s) {
        Map<NodeId, Integer> nothing = new HashMap<>(s.taken());
        nothing.replaceAll((node, number) -> 0);
        return new Node(s.value(), nothing, s.operation(), s.phase(), s.request(), s.heard());
    }

    /** An answer, as if it were one to what the node is doing now. */
    private static Message ofNow(Message m, Node s) {
        if (m instanceof Reply reply) {
            return new Reply(m.from(), m.to(), s.operation(), reply.value());
        } else if (m instanceof Ack) {
            return new Ack(m.from(), m.to(), s.operation());
        }
        return m;
    }

    /** The same world, with one writer, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
