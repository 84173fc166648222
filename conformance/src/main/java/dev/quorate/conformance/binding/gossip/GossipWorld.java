package dev.quorate.conformance.binding.gossip;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.replication.gossip.Event;
import dev.quorate.replication.gossip.Gossip;
import dev.quorate.replication.gossip.Message;
import dev.quorate.replication.gossip.Node;
import dev.quorate.replication.gossip.Stamp.Timestamp;
import dev.quorate.replication.gossip.Stamp.Vector;
import dev.quorate.replication.gossip.Version;
import dev.quorate.replication.gossip.Versioning;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The world of {@code MCGossip.tla}. Where the constants do not say how nodes exchange, they push and pull at once. */
final class GossipWorld implements World<Node, Event, Message, GossipGhost> {
    private final Gossip gossip;
    private final Versioning versioning;
    private final List<NodeId> nodes;
    private final List<Command> values;
    private final Set<Exchange> exchanges;
    private final Constants constants;

    GossipWorld(Constants constants, Versioning versioning) {
        this.constants = constants;
        this.versioning = versioning;
        Set<NodeId> replicas = constants.role("ReplicaSet");
        gossip = new Gossip(replicas, versioning);
        nodes = List.copyOf(replicas);
        values = constants.commands("Value");
        exchanges = constants.has("Exchanges")
                ? new TreeSet<>(constants.elements("Exchanges", Exchange.class))
                : Set.of(Exchange.PUSH_PULL);
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return gossip;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(new Event.Read(node), new Event.Restart(node)));
        values.forEach(value -> events.add(new Event.Write(node, value)));
        for (NodeId peer : nodes) {
            exchanges.forEach(exchange -> events.add(exchange.begin(node, peer)));
        }
        return events;
    }

    @Override
    public Event request(NodeId node, Command command) {
        return new Event.Write(node, command);
    }

    @Override
    public Event read(NodeId node) {
        return new Event.Read(node);
    }

    @Override
    public Service service() {
        return Service.REGISTER;
    }

    /** Both are answered at once. Of siblings a client that asks for one value is shown the first by name. */
    @Override
    public Optional<Answer> answer(Node before, Event event, Node after) {
        if (event instanceof Event.Write) {
            return Optional.of(new Answer(Optional.empty()));
        } else if (event instanceof Event.Read) {
            return Optional.of(
                    new Answer(after.versions().stream().map(Version::value).min(Comparator.comparing(Command::name))));
        }
        return Optional.empty();
    }

    @Override
    public boolean isLinearizable() {
        return false;
    }

    /** All copies are equal: the spec's Equal. */
    @Override
    public boolean isSettled(List<Node> states) {
        return states.stream().allMatch(states.get(0)::equals);
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
        return new GossipTiming(nodes, exchanges);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (event instanceof Event.Write) {
            return before.versions().size() > 1 ? Optional.of("siblings reconciled") : Optional.empty();
        } else if (after.versions().size() > before.versions().size()
                && !before.versions().isEmpty()) {
            return Optional.of("siblings met");
        }
        return after.equals(before) ? Optional.empty() : Optional.of("copies brought up to date");
    }

    @Override
    public Class<GossipGhost> ghostType() {
        return GossipGhost.class;
    }

    @Override
    public GossipGhost initialGhost() {
        return GossipGhost.INITIAL;
    }

    @Override
    public GossipGhost ghost(GossipGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(before.versions(), after.versions());
    }

    @Override
    public List<Command> applied(Node state) {
        return List.of();
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return GossipProperties.brokenByStep(before, after, versioning);
    }

    @Override
    public Optional<String> broken(Moved<Node, GossipGhost> moved) {
        return GossipProperties.broken(moved, versioning);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxClock = constants.number("MaxClock");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> clock(states) <= maxClock && network.messages() <= maxInFlight);
    }

    /** The greatest counter of a timestamp, or the number of writes that vectors know of: the model's Clock. */
    private static int clock(List<Node> states) {
        int latest = 0;
        Map<NodeId, Integer> known = new HashMap<>();
        for (Node s : states) {
            for (Version v : s.versions()) {
                if (v.stamp() instanceof Timestamp timestamp) {
                    latest = Math.max(latest, timestamp.counter());
                } else {
                    ((Vector) v.stamp()).counts().forEach((node, count) -> known.merge(node, count, Math::max));
                }
            }
        }
        return latest + known.values().stream().mapToInt(Integer::intValue).sum();
    }
}
