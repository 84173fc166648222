package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Message;
import dev.quorate.paxos.fast.Node;
import java.util.Map;

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
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new FastPaxosWorld(new Constants(constants));
    }
}
