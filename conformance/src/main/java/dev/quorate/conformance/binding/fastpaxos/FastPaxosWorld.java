package dev.quorate.conformance.binding.fastpaxos;

import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.conformance.binding.paxos.VoteGhost;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.paxos.fast.Event;
import dev.quorate.paxos.fast.FastPaxos;
import dev.quorate.paxos.fast.Message;
import dev.quorate.paxos.fast.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The world of {@code MCFastPaxos.tla}. */
final class FastPaxosWorld implements World<Node, Event, Message, VoteGhost> {
    private final FastPaxos paxos;
    private final Set<NodeId> coordinators;
    private final Set<NodeId> acceptors;
    private final List<NodeId> nodes;
    private final List<Command> values;
    private final Constants constants;

    FastPaxosWorld(Constants constants) {
        this.constants = constants;
        coordinators = constants.role("CoordinatorSet");
        acceptors = constants.role("Acceptor");
        Set<NodeId> learners = constants.role("Learners");
        paxos = protocol(constants);
        Set<NodeId> all = new TreeSet<>(coordinators);
        all.addAll(acceptors);
        all.addAll(learners);
        nodes = List.copyOf(all);
        values = constants.commands("Value");
    }

    /** The protocol for a cluster; with the usual quorums if the constants do not say how large they are. */
    private static FastPaxos protocol(Constants given) {
        Set<NodeId> coordinators = given.role("CoordinatorSet");
        Set<NodeId> acceptors = given.role("Acceptor");
        Set<NodeId> learners = given.role("Learners");
        return given.has("FastQuorum")
                ? new FastPaxos(
                        coordinators, acceptors, learners, given.number("ClassicQuorum"), given.number("FastQuorum"))
                : FastPaxos.ofMajorities(coordinators, acceptors, learners);
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
        List<Event> events = new ArrayList<>(
                List.of(new Event.StartFast(node), new Event.StartClassic(node), new Event.Restart(node)));
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
        return new FastPaxosTiming();
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.learner().learned().isEmpty() && after.learner().learned().isPresent()) {
            return Optional.of(
                    isOfFastBallot(event) ? "values learned in a fast ballot" : "values learned in a classic ballot");
        } else if (event instanceof Event.Receive receive
                && receive.message() instanceof Message.Accepted
                && after.coordinator().ballot() > before.coordinator().ballot()) {
            return Optional.of("collisions recovered from");
        } else if (before.acceptor().ballot() > 0
                && !before.acceptor().value().equals(after.acceptor().value())) {
            return Optional.of("votes for another value");
        }
        return Optional.empty();
    }

    private static boolean isOfFastBallot(Event event) {
        return event instanceof Event.Receive receive
                && FastPaxos.isFast(receive.message().ballot());
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
                after.request(),
                after.acceptor().ballot(),
                after.acceptor().value());
    }

    @Override
    public Service service() {
        return Service.DECISION;
    }

    /** Clients write straight to acceptors. */
    @Override
    public boolean asksAll() {
        return true;
    }

    @Override
    public List<Command> applied(Node state) {
        return state.learner().learned().map(List::of).orElse(List.of());
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return FastPaxosProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, VoteGhost> moved) {
        return FastPaxosProperties.broken(moved, paxos);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxBallot = constants.number("MaxBallot");
        int maxInFlight = constants.number("MaxInFlight");
        int maxRequests = constants.number("MaxRequests");
        return Optional.of((states, network) -> {
            for (int i = 0; i < states.size(); i++) {
                if (coordinators.contains(nodes.get(i))
                        && states.get(i).coordinator().ballot() > maxBallot) {
                    return false;
                }
            }
            long requests = states.stream().filter(s -> s.request().isPresent()).count();
            return requests <= maxRequests && network.messages() <= maxInFlight;
        });
    }
}
