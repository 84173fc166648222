package dev.quorate.conformance.binding.raftcomplete;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.RaftComplete;
import java.util.Map;

/** {@link RaftComplete} and {@code specs/raft/RaftComplete.tla}. */
public final class RaftCompleteBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "raft-complete";
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
        return new RaftCompleteWorld(new Constants(constants));
    }
}
