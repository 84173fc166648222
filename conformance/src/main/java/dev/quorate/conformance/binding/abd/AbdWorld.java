package dev.quorate.conformance.binding.abd;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.replication.abd.Abd;
import dev.quorate.replication.abd.Event;
import dev.quorate.replication.abd.Message;
import dev.quorate.replication.abd.Node;
import dev.quorate.replication.abd.Phase;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The world of {@code MCAbd.tla}. */
final class AbdWorld implements World<Node, Event, Message, AbdGhost> {
    private final Abd abd;
    private final List<NodeId> nodes;
    private final List<Command> values;
    private final Constants constants;

    AbdWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> members = constants.role("NodeSet");
        abd = new Abd(members);
        nodes = List.copyOf(members);
        values = constants.commands("Command");
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return abd;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events =
                new ArrayList<>(List.of(new Event.ClientRead(node), new Event.Retry(node), new Event.Restart(node)));
        values.forEach(value -> events.add(new Event.ClientWrite(node, value)));
        return events;
    }

    @Override
    public Service service() {
        return Service.REGISTER;
    }

    @Override
    public Event request(NodeId node, Command command) {
        return new Event.ClientWrite(node, command);
    }

    @Override
    public Event read(NodeId node) {
        return new Event.ClientRead(node);
    }

    @Override
    public Optional<Answer> answer(Node before, Event event, Node after) {
        boolean ended = before.phase() != Phase.DONE && after.phase() == Phase.DONE;
        return ended ? Optional.of(new Answer(after.latest().value())) : Optional.empty();
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
        return message.to();
    }

    @Override
    public NodeId from(Message message) {
        return message.from();
    }

    @Override
    public Timing<Node, Event> timing() {
        return new AbdTiming();
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (event instanceof Event.Restart && before.phase() != Phase.IDLE && before.phase() != Phase.DONE) {
            return Optional.of("operations lost");
        } else if (before.phase() == Phase.QUERY
                && after.phase() == Phase.PROPAGATION
                && !after.stored().equals(after.latest())) {
            return Optional.of("operations overtaken");
        } else if (before.phase() == Phase.PROPAGATION && after.phase() == Phase.DONE) {
            return Optional.of(after.request().isPresent() ? "writes" : "reads");
        }
        return Optional.empty();
    }

    @Override
    public Class<AbdGhost> ghostType() {
        return AbdGhost.class;
    }

    @Override
    public AbdGhost initialGhost() {
        return AbdGhost.initial(nodes);
    }

    @Override
    public AbdGhost ghost(AbdGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, after);
    }

    @Override
    public List<Command> applied(Node state) {
        return List.of();
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return AbdProperties.brokenByStep(before, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, AbdGhost> moved) {
        return AbdProperties.broken(moved, nodes);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        Set<NodeId> asked = constants.nodes("Asked");
        int maxOperations = constants.number("MaxOperations");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> {
            int operations = 0;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                operations += s.operation();
                boolean unasked = s.operation() > 0 && !asked.contains(nodes.get(i));
                if (unasked || s.stored().timestamp().counter() > maxOperations) {
                    return false;
                }
            }
            return operations <= maxOperations && network.messages() <= maxInFlight;
        });
    }
}
