package dev.quorate.conformance.binding.abd;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.abd.Abd;
import dev.quorate.replication.abd.Event;
import dev.quorate.replication.abd.Message;
import dev.quorate.replication.abd.Node;
import java.util.Map;

/** {@link Abd} and {@code specs/replication/Abd.tla}. */
public final class AbdBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "abd";
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
        return new AbdWorld(new Constants(constants));
    }
}
