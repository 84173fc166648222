package dev.quorate.conformance.relay;

import dev.quorate.conformance.binding.Binding;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.relay.Relay.Fault;
import dev.quorate.conformance.value.Value;
import java.util.Map;

/** {@link Relay} and {@code Relay.tla}; a fault has a spec's name of its own, since a name is all that TLC's process gets. */
public sealed class RelayBinding implements Binding<Node, Event, Message> {
    private final Fault fault;
    private final String spec;

    /** Without a fault. */
    public RelayBinding() {
        this(Fault.NONE, "relay");
    }

    private RelayBinding(Fault fault, String spec) {
        this.fault = fault;
        this.spec = spec;
    }

    /** With this fault. */
    public static final class WrongOrder extends RelayBinding {
        public WrongOrder() {
            super(Fault.WRONG_ORDER, "relay-wrong-order");
        }
    }

    /** With this fault. */
    public static final class ForgetsOne extends RelayBinding {
        public ForgetsOne() {
            super(Fault.FORGETS_ONE, "relay-forgets-one");
        }
    }

    /** With this fault. */
    public static final class NoHangUp extends RelayBinding {
        public NoHangUp() {
            super(Fault.NO_HANG_UP, "relay-no-hang-up");
        }
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
        return world(new Constants(constants));
    }

    RelayWorld world(Constants constants) {
        return new RelayWorld(fault, constants);
    }
}
