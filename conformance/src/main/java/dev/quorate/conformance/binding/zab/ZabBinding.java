package dev.quorate.conformance.binding.zab;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Zab;
import java.util.Map;
import java.util.Set;

/** {@link Zab} and {@code specs/zab/Zab.tla}. */
public final class ZabBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "zab";
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
    public Set<String> endsOfConnections() {
        return Set.of("Timeout", "Restart");
    }

    @Override
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new ZabWorld(new Constants(constants));
    }
}
