package dev.quorate.conformance.binding.gossip;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Gossip;
import dev.quorate.replication.gossip.Message;
import dev.quorate.replication.gossip.Node;
import dev.quorate.replication.gossip.Versioning;
import java.util.Map;

/** {@link Gossip} and {@code specs/replication/Gossip.tla}, where the last writer wins. */
public class GossipBinding implements Binding<Node, Event, Message> {
    private final String spec;
    private final Versioning versioning;

    public GossipBinding() {
        this("gossip", Versioning.LAST_WRITER_WINS);
    }

    GossipBinding(String spec, Versioning versioning) {
        this.spec = spec;
        this.versioning = versioning;
    }

    @Override
    public String spec() {
        return spec;
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
        return new GossipWorld(new Constants(constants), versioning);
    }
}
