package dev.quorate.conformance.binding.multipaxos;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import java.util.Map;

/** {@link MultiPaxos} and {@code specs/paxos/MultiPaxos.tla}. */
public final class MultiPaxosBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "multi-paxos";
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
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new MultiPaxosWorld(new Constants(constants));
    }
}
