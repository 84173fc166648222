package dev.quorate.conformance.binding.raft;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import dev.quorate.raft.Raft;
import java.util.Map;

/** {@link Raft} and {@code specs/raft/Raft.tla}. */
public final class RaftBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "raft";
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
        return new RaftWorld(new Constants(constants));
    }
}
