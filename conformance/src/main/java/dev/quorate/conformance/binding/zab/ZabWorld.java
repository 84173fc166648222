package dev.quorate.conformance.binding.zab;

import static dev.quorate.zab.broadcast.Phase.BROADCAST;
import static dev.quorate.zab.broadcast.Phase.ELECTION;

import dev.quorate.conformance.binding.Applied;
import dev.quorate.conformance.binding.Connections;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Opening;
import dev.quorate.conformance.binding.Syncs;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import dev.quorate.runtime.zab.ZabReads;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Message;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Transaction;
import dev.quorate.zab.broadcast.Zab;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/** The world of {@code MCZab.tla}. */
final class ZabWorld implements World<Node, Event, Message, ZabGhost>, Connections<Node, Event, Message> {
    /** Who lacks more transactions than this is sent the whole history, where the model does not say; ZooKeeper has 500. */
    private static final int MAX_DIFF = 100;

    private final Zab zab;
    private final List<NodeId> nodes;
    private final List<NodeId> candidates;
    private final List<Command> commands;
    private final List<String> without;
    private final Constants constants;

    ZabWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> servers = constants.nodes("Node");
        Set<NodeId> observers = constants.has("Observer") ? constants.nodes("Observer") : Set.of();
        zab = new Zab(servers, observers, constants.has("MaxDiff") ? constants.number("MaxDiff") : MAX_DIFF);
        nodes = List.copyOf(servers);
        candidates = nodes.stream().filter(n -> !observers.contains(n)).toList();
        commands = constants.commands("Command");
        without = constants.has("Without") ? constants.elements("Without", String.class) : List.of();
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return zab;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public Optional<Connections<Node, Event, Message>> connections() {
        return Optional.of(this);
    }

    @Override
    public Opening opening(Message message) {
        if (message instanceof Message.CEpoch) {
            return Opening.CONNECTION;
        }
        return message instanceof Message.NewEpoch ? Opening.CHANNEL : Opening.NOTHING;
    }

    /** A server that looks for a leader anew has no connection any more. */
    @Override
    public boolean hangsUp(Node before, Event event, Node after) {
        return event instanceof Event.Restart || (before.phase() != ELECTION && after.phase() == ELECTION);
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(new Event.Timeout(node), new Event.Restart(node)));
        nodes.forEach(leader -> events.add(new Event.Elect(node, leader)));
        commands.forEach(command -> events.add(new Event.ClientRequest(node, command)));
        if (!without.contains("ReadIndex")) {
            events.add(new Event.ReadIndex(node));
        }
        if (!without.contains("Compact") && constants.has("MaxHistory")) {
            IntStream.rangeClosed(1, constants.number("MaxHistory"))
                    .forEach(index -> events.add(new Event.Compact(node, index)));
        }
        return events;
    }

    @Override
    public Event request(NodeId node, Command command) {
        return new Event.ClientRequest(node, command);
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
    public Timing<Node, Event> timing() {
        return new ZabTiming(candidates);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        boolean leads = after.leader().equals(Optional.of(event.node()));
        if (leads && before.phase() != BROADCAST && after.phase() == BROADCAST) {
            return Optional.of("leaders established");
        } else if (before.phase() == BROADCAST && before.leader().equals(Optional.of(event.node())) && !leads) {
            return Optional.of("leaders that gave up");
        } else if (after.history().length() < before.history().length()) {
            return Optional.of("histories cut");
        } else if (after.confirmed() > before.confirmed()) {
            return Optional.of("reads confirmed");
        } else if (event instanceof Event.Compact) {
            return Optional.of("histories compacted");
        } else if (event instanceof Event.Receive receive
                && receive.message() instanceof Message.Snap snap
                && snap.history().snapshot().lastIndex() > before.history().length()) {
            return Optional.of("snapshots got");
        }
        return Optional.empty();
    }

    @Override
    public NodeId from(Message message) {
        return message.from();
    }

    @Override
    public Set<NodeId> to(Message message) {
        return Set.of(message.to());
    }

    @Override
    public Class<ZabGhost> ghostType() {
        return ZabGhost.class;
    }

    @Override
    public ZabGhost initialGhost() {
        return ZabGhost.initial(nodes);
    }

    @Override
    public ZabGhost ghost(ZabGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, after);
    }

    @Override
    public List<Command> applied(Node state) {
        return new Applied<>(
                state.history().snapshot().state(),
                state.history().transactions(),
                state.lastCommitted(),
                Transaction::command);
    }

    @Override
    public Optional<LinearizableReads<Node, Event>> linearizableReads() {
        return Optional.of(ZabReads.INSTANCE);
    }

    @Override
    public Optional<Syncs<Node>> syncs() {
        return Optional.of(new Syncs<>() {
            @Override
            public Optional<NodeId> leader(Node state) {
                return state.leader();
            }

            @Override
            public OptionalLong last(NodeId node, Node state) {
                return state.phase() == BROADCAST && state.leader().equals(Optional.of(node))
                        ? OptionalLong.of(state.history().length())
                        : OptionalLong.empty();
            }
        });
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return ZabProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, ZabGhost> moved) {
        return ZabProperties.broken(nodes.get(moved.index()), moved);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        return switch (name) {
            case "Bounds" -> Optional.of(bounds());
            case "InTurns" -> Optional.of((states, network) -> leadInTurns(states));
            case "LeadersStay" -> Optional.of((states, network) -> leadersStay(states));
            case "Connected" -> Optional.of(this::areConnected);
            default -> Optional.empty();
        };
    }

    private Constraint<Node> bounds() {
        int maxEpoch = constants.number("MaxEpoch");
        int maxHistory = constants.number("MaxHistory");
        int maxInFlight = constants.number("MaxInFlight");
        int maxInChannel = constants.number("MaxInChannel");
        int maxRound = constants.number("MaxRound");
        return (states, network) -> {
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                if (s.acceptedEpoch() > maxEpoch
                        || s.newEpoch() > maxEpoch
                        || s.round() > maxRound
                        || s.history().length() > maxHistory) {
                    return false;
                }
            }
            return network.messages() <= maxInFlight && network.longestChannel() <= maxInChannel;
        };
    }

    private boolean leadersStay(List<Node> states) {
        return states.stream()
                .flatMap(s -> s.leader().stream())
                .allMatch(p -> states.get(nodes.indexOf(p)).leader().equals(Optional.of(p)));
    }

    private boolean areConnected(List<Node> states, InFlight network) {
        for (int i = 0; i < states.size(); i++) {
            NodeId n = nodes.get(i);
            if (!states.get(i).leader().stream()
                    .allMatch(p -> p.equals(n) || network.isOpen(n, p) || network.isOpen(p, n))) {
                return false;
            }
        }
        return true;
    }

    private boolean leadInTurns(List<Node> states) {
        for (int i = 0; i < states.size(); i++) {
            Node s = states.get(i);
            if (s.leader().equals(Optional.of(nodes.get(i))) && i != (s.newEpoch() % 2 == 1 ? 0 : 1)) {
                return false;
            }
        }
        return true;
    }
}
