package dev.quorate.conformance.binding.majority;

import dev.quorate.conformance.binding.Answer;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.replication.majority.Event;
import dev.quorate.replication.majority.Heard;
import dev.quorate.replication.majority.MajorityRegister;
import dev.quorate.replication.majority.Message;
import dev.quorate.replication.majority.Node;
import dev.quorate.replication.majority.Phase;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The world of {@code MCMajorityRegister.tla}. */
final class MajorityRegisterWorld implements World<Node, Event, Message, MajorityRegisterGhost> {
    private final MajorityRegister register;
    private final List<NodeId> nodes;
    private final List<Command> values;
    private final Constants constants;

    MajorityRegisterWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> members = constants.nodes("Node");
        register = new MajorityRegister(members);
        nodes = List.copyOf(members);
        values = constants.commands("Command");
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return register;
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
        if (before.phase() == Phase.DONE || after.phase() != Phase.DONE) {
            return Optional.empty();
        }
        return Optional.of(new Answer(after.request().isPresent() ? after.request() : Heard.guess(after.heard())));
    }

    @Override
    public boolean isLinearizable() {
        return false;
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
        return new MajorityRegisterTiming();
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (event instanceof Event.Restart && before.phase() != Phase.IDLE && before.phase() != Phase.DONE) {
            return Optional.of("operations lost");
        } else if (before.phase() == Phase.DONE || after.phase() != Phase.DONE) {
            return Optional.empty();
        } else if (after.request().isPresent()) {
            return Optional.of("writes");
        }
        boolean agree = after.heard().stream().map(Heard::value).distinct().count() == 1;
        return Optional.of(agree ? "reads that hear one value" : "reads that guess");
    }

    @Override
    public Class<MajorityRegisterGhost> ghostType() {
        return MajorityRegisterGhost.class;
    }

    @Override
    public MajorityRegisterGhost initialGhost() {
        return MajorityRegisterGhost.initial(nodes);
    }

    @Override
    public MajorityRegisterGhost ghost(MajorityRegisterGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, after);
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
    public Optional<String> broken(Moved<Node, MajorityRegisterGhost> moved) {
        // With two writers, nothing is promised.
        return MajorityRegisterProperties.areWriters(moved.nodes(), nodes, 1)
                ? MajorityRegisterProperties.broken(moved, nodes)
                : Optional.empty();
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        Set<NodeId> writers = constants.nodes("Writers");
        Set<NodeId> readers = constants.nodes("Readers");
        int maxOperations = constants.number("MaxOperations");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> {
            int operations = 0;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                operations += s.operation();
                if ((s.phase() == Phase.WRITE && !writers.contains(nodes.get(i)))
                        || (s.phase() == Phase.READ && !readers.contains(nodes.get(i)))) {
                    return false;
                }
            }
            return operations <= maxOperations && network.messages() <= maxInFlight;
        });
    }
}
