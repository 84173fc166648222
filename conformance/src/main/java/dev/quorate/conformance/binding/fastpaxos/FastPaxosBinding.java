package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Message;
import dev.quorate.paxos.fast.Node;
import java.util.Map;
import java.util.Set;

/** {@link FastPaxos} and {@code specs/paxos/FastPaxos.tla}. */
public final class FastPaxosBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "fast-paxos";
    }

    @Override
    public Class<Node> stateType() {
        return Node.class;
    }

    @Override
    public Class<Event> eventType() {
        return Event.class;
    }

    @Override
    public Class<Message> messageType() {
        return Message.class;
    }

    @Override
    public Protocol<Node, Event, Message> protocol(Map<String, Value> constants) {
        return protocol(new Constants(constants));
    }

    @Override
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new FastPaxosWorld(new Constants(constants));
    }

    /** The protocol for a cluster; with the usual quorums if the constants do not say how large they are. */
    static FastPaxos protocol(Constants given) {
        Set<NodeId> coordinators = given.role("CoordinatorSet");
        Set<NodeId> acceptors = given.role("Acceptor");
        Set<NodeId> learners = given.role("Learners");
        return given.has("FastQuorum")
                ? new FastPaxos(
                        coordinators, acceptors, learners, given.number("ClassicQuorum"), given.number("FastQuorum"))
                : FastPaxos.ofMajorities(coordinators, acceptors, learners);
    }
}
