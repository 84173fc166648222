package dev.quorate.conformance.binding.dnscache;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.replication.dnscache.DnsCache;
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Message;
import dev.quorate.replication.dnscache.Node;
import java.util.Map;

/** {@link DnsCache} and {@code specs/replication/DnsCache.tla}. */
public final class DnsCacheBinding implements Binding<Node, Event, Message> {
    @Override
    public String spec() {
        return "dns-cache";
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
        return new DnsCacheWorld(new Constants(constants));
    }
}
