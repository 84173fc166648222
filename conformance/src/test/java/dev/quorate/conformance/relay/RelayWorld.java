package dev.quorate.conformance.relay;

import dev.quorate.conformance.binding.Connections;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Opening;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.relay.Relay.Fault;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The world of {@code MCRelay.tla}. */
final class RelayWorld
        implements World<Node, Event, Message, RelayWorld.None>,
                Connections<Node, Event, Message>,
                Timing<Node, Event> {
    private static final long MILLI = 1000;

    private final Fault fault;
    private final Constants constants;
    private final List<NodeId> nodes;

    /** There are no ghosts. */
    record None() {}

    RelayWorld(Fault fault, Constants constants) {
        this.fault = fault;
        this.constants = constants;
        nodes = List.copyOf(constants.nodes("Node"));
    }

    @Override
    public Optional<Connections<Node, Event, Message>> connections() {
        return Optional.of(this);
    }

    @Override
    public Opening opening(Message message) {
        return message instanceof Message.Hello
                ? Opening.CONNECTION
                : message instanceof Message.Welcome ? Opening.CHANNEL : Opening.NOTHING;
    }

    @Override
    public boolean hangsUp(Node before, Event event, Node after) {
        return event instanceof Event.Restart && fault != Fault.NO_HANG_UP;
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return new Relay(fault);
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(new Event.Count(node), new Event.Restart(node)));
        nodes.forEach(peer -> events.add(new Event.Connect(node, peer)));
        return events;
    }

    @Override
    public Event request(NodeId node, Command command) {
        return new Event.Count(node);
    }

    @Override
    public Event restart(NodeId node) {
        return new Event.Restart(node);
    }

    @Override
    public Event receive(NodeId node, Message message) {
        return new Event.Receive(node, message);
    }

    @Override
    public Set<NodeId> to(Message message) {
        return Set.of(message.to());
    }

    @Override
    public NodeId from(Message message) {
        return message.from();
    }

    @Override
    public Timing<Node, Event> timing() {
        return this;
    }

    @Override
    public int timers() {
        return 1;
    }

    @Override
    public void started(Timers timers) {
        timers.start(0, MILLI, 20 * MILLI);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (!(event instanceof Event.Receive)) {
            started(timers);
        }
    }

    /** The first node counts for those that connect to it; a follower connects anew after a restart. */
    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        NodeId first = nodes.get(0);
        if (node.equals(first)) {
            return List.of(state.followers().isEmpty() ? new Event.Restart(node) : new Event.Count(node));
        }
        return List.of(state.leader().isEmpty() ? new Event.Connect(node, first) : new Event.Restart(node));
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        return event instanceof Event.Receive e && e.message() instanceof Message.Count
                ? Optional.of("numbers received")
                : Optional.empty();
    }

    @Override
    public Class<None> ghostType() {
        return None.class;
    }

    @Override
    public None initialGhost() {
        return new None();
    }

    @Override
    public None ghost(None ghost, NodeId node, Node before, Node after) {
        return ghost;
    }

    @Override
    public List<Command> applied(Node state) {
        return List.of();
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return Optional.empty();
    }

    @Override
    public Optional<String> broken(Moved<Node, None> moved) {
        return Optional.empty();
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        int maxNumber = constants.number("MaxNumber");
        int maxChannel = constants.number("MaxChannel");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> states.stream().allMatch(state -> state.number() <= maxNumber)
                && network.messages() <= maxInFlight
                && network.longestChannel() <= maxChannel);
    }
}
