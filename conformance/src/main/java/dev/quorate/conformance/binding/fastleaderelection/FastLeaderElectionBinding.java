package dev.quorate.conformance.binding.fastleaderelection;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.zab.election.Event;
import dev.quorate.zab.election.FastLeaderElection;
import dev.quorate.zab.election.Message;
import dev.quorate.zab.election.Node;
import java.util.Map;

/** {@link FastLeaderElection} and {@code specs/zab/FastLeaderElection.tla}. */
public final class FastLeaderElectionBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "fast-leader-election";
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
        return new FastLeaderElectionWorld(new Constants(constants));
    }
}
