package dev.quorate.conformance.binding.majority;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.majority.Event;
import dev.quorate.replication.majority.MajorityRegister;
import dev.quorate.replication.majority.Message;
import dev.quorate.replication.majority.Node;
import java.util.Map;

/** {@link MajorityRegister} and {@code specs/replication/MajorityRegister.tla}. */
public final class MajorityRegisterBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "majority-register";
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
        return new MajorityRegisterWorld(new Constants(constants));
    }
}
