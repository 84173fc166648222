package dev.quorate.conformance.binding.basicpaxos;

import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.paxos.VoteGhost;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.paxos.basic.BasicPaxos;
import dev.quorate.paxos.basic.Event;
import dev.quorate.paxos.basic.Message;
import dev.quorate.paxos.basic.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The world of {@code MCBasicPaxos.tla}. */
final class BasicPaxosWorld implements World<Node, Event, Message, VoteGhost> {
    private final BasicPaxos paxos;
    private final Set<NodeId> proposers;
    private final Set<NodeId> acceptors;
    private final List<NodeId> nodes;
    private final List<Command> values;
    private final Constants constants;

    BasicPaxosWorld(Constants constants) {
        this.constants = constants;
        proposers = constants.role("ProposerSet");
        acceptors = constants.role("Acceptor");
        Set<NodeId> learners = constants.role("Learners");
        paxos = new BasicPaxos(proposers, acceptors, learners);
        Set<NodeId> all = new TreeSet<>(proposers);
        all.addAll(acceptors);
        all.addAll(learners);
        nodes = List.copyOf(all);
        values = constants.commands("Value");
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return paxos;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(new Event.StartBallot(node), new Event.Restart(node)));
        values.forEach(value -> events.add(new Event.ClientRequest(node, value)));
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
    public Set<NodeId> to(Message message) {
        return message.to();
    }

    @Override
    public NodeId from(Message message) {
        return message.from();
    }

    @Override
    public Timing<Node, Event> timing() {
        return new BasicPaxosTiming();
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (event instanceof Event.StartBallot && before.proposer().ballot() > 0) {
            return Optional.of("ballots after the first");
        } else if (before.learner().learned().isEmpty()
                && after.learner().learned().isPresent()) {
            boolean own = after.proposer().request().equals(after.learner().learned());
            return Optional.of(own ? "own value learned" : "another's value learned");
        } else if (before.acceptor().ballot() > 0
                && !before.acceptor().value().equals(after.acceptor().value())) {
            return Optional.of("votes for another value");
        }
        return Optional.empty();
    }

    @Override
    public Class<VoteGhost> ghostType() {
        return VoteGhost.class;
    }

    @Override
    public VoteGhost initialGhost() {
        return VoteGhost.INITIAL;
    }

    @Override
    public VoteGhost ghost(VoteGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(
                node,
                after.proposer().request(),
                after.acceptor().ballot(),
                after.acceptor().value());
    }

    @Override
    public Service service() {
        return Service.DECISION;
    }

    @Override
    public List<Command> applied(Node state) {
        return state.learner().learned().map(List::of).orElse(List.of());
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return BasicPaxosProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, VoteGhost> moved) {
        return BasicPaxosProperties.broken(moved, acceptors);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxBallot = constants.number("MaxBallot");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> {
            for (int i = 0; i < states.size(); i++) {
                if (proposers.contains(nodes.get(i)) && states.get(i).proposer().ballot() > maxBallot) {
                    return false;
                }
            }
            return network.messages() <= maxInFlight;
        });
    }
}
