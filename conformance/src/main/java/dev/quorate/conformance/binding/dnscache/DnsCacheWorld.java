package dev.quorate.conformance.binding.dnscache;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.replication.dnscache.DnsCache;
import dev.quorate.replication.dnscache.Event;
import dev.quorate.replication.dnscache.Message;
import dev.quorate.replication.dnscache.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The world of {@code MCDnsCache.tla}. Of a cluster that is given by its nodes alone, the first is the authority. */
final class DnsCacheWorld implements World<Node, Event, Message, DnsCacheGhost> {
    /** The time to live where the model does not say; {@code TraceDnsCache.cfg} has the same. */
    private static final int DEFAULT_TTL = 5;

    private final DnsCache code;
    private final NodeId authority;
    private final List<NodeId> nodes;
    private final int ttl;
    private final List<Command> values;
    private final Constants constants;

    DnsCacheWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> resolvers = new TreeSet<>(constants.role("Resolver"));
        authority = constants.has("Authority")
                ? constants.node("Authority")
                : resolvers.iterator().next();
        resolvers.remove(authority);
        ttl = constants.has("TTL") ? constants.number("TTL") : DEFAULT_TTL;
        code = new DnsCache(authority, resolvers, ttl);
        Set<NodeId> all = new TreeSet<>(resolvers);
        all.add(authority);
        nodes = List.copyOf(all);
        values = constants.commands("Value");
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return code;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(
                new Event.Read(node),
                new Event.AnswerFromCache(node),
                new Event.SendQuery(node),
                new Event.Tick(node),
                new Event.Restart(node)));
        values.forEach(value -> events.add(new Event.Write(node, value)));
        return events;
    }

    @Override
    public Service service() {
        return Service.REGISTER;
    }

    @Override
    public boolean isLinearizable() {
        return false;
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
    public Optional<Answer> answer(Node before, Event event, Node after) {
        // Resolvers refuse to write, which is no answer.
        if (event instanceof Event.Write && event.node().equals(authority)) {
            return Optional.of(new Answer(Optional.empty()));
        } else if (before.reading() && !after.reading() && !(event instanceof Event.Restart)) {
            return Optional.of(new Answer(after.cache().orElseThrow().value()));
        }
        return Optional.empty();
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
        return new DnsCacheTiming(nodes, nodes.indexOf(authority));
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (event instanceof Event.AnswerFromCache) {
            return Optional.of("answers from caches");
        } else if (event instanceof Event.Receive && before.cache().isEmpty()) {
            if (after.cache().isPresent()) {
                return Optional.of("values cached");
            } else if (before.reading()) {
                return Optional.of("responses that came too late");
            }
        }
        return Optional.empty();
    }

    @Override
    public Class<DnsCacheGhost> ghostType() {
        return DnsCacheGhost.class;
    }

    @Override
    public DnsCacheGhost initialGhost() {
        return DnsCacheGhost.INITIAL;
    }

    @Override
    public DnsCacheGhost ghost(DnsCacheGhost ghost, NodeId node, Node before, Node after) {
        return node.equals(authority) ? ghost.after(after) : ghost;
    }

    @Override
    public List<Command> applied(Node state) {
        return List.of();
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return DnsCacheProperties.brokenByStep(authority, before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, DnsCacheGhost> moved) {
        return DnsCacheProperties.broken(moved, nodes.indexOf(authority), ttl);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        return switch (name) {
            case "Together" ->
                Optional.of((states, network) -> DnsCacheProperties.areTogether(states, nodes.indexOf(authority)));
            case "Bounds" -> Optional.of(bounds());
            default -> Optional.empty();
        };
    }

    private Constraint<Node> bounds() {
        int maxClock = constants.number("MaxClock");
        int maxInFlight = constants.number("MaxInFlight");
        return (states, network) ->
                states.stream().allMatch(s -> s.clock() <= maxClock) && network.messages() <= maxInFlight;
    }
}
