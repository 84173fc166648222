package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.paxos.basic.BasicPaxos;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Message;
import dev.quorate.paxos.basic.Node;
import java.util.Map;

/** {@link BasicPaxos} and {@code specs/paxos/BasicPaxos.tla}. */
public final class BasicPaxosBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "basic-paxos";
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
        return new BasicPaxosWorld(new Constants(constants));
    }
}
