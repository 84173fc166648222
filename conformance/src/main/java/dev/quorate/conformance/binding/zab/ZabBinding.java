package dev.quorate.conformance.binding.zab;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.value.Value;
import dev.quorate.core.Protocol;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Zab;
import java.util.Map;
import java.util.Set;

/** {@link Zab} and {@code specs/zab/Zab.tla}. */
public final class ZabBinding implements Binding<Node, Event, Message> {
    /** Who lacks more transactions than this is sent the whole history, where the model does not say; ZooKeeper has 500. */
    private static final int MAX_DIFF = 100;

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
    public Protocol<Node, Event, Message> protocol(Map<String, Value> constants) {
        return zab(new Constants(constants));
    }

    @Override
    public World<Node, Event, Message, ?> world(Map<String, Value> constants) {
        return new ZabWorld(new Constants(constants));
    }

    static Zab zab(Constants constants) {
        return new Zab(
                constants.nodes("Node"),
                constants.has("Observer") ? constants.nodes("Observer") : Set.of(),
                constants.has("MaxDiff") ? constants.number("MaxDiff") : MAX_DIFF);
    }
}
