package dev.quorate.conformance.binding.fastleaderelection;

import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.Service;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.runtime.Timing;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.election.Event;
import dev.quorate.zab.election.FastLeaderElection;
import dev.quorate.zab.election.Message;
import dev.quorate.zab.election.Node;
import dev.quorate.zab.election.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The world of {@code MCFastLeaderElection.tla}. */
final class FastLeaderElectionWorld implements World<Node, Event, Message, VoteGhost> {
    private final FastLeaderElection election;
    private final List<NodeId> nodes;
    private final FastLeaderElectionProperties properties;
    private final Constants constants;

    FastLeaderElectionWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> servers = constants.role("ServerSet");
        election = new FastLeaderElection(servers);
        nodes = List.copyOf(servers);
        properties = new FastLeaderElectionProperties(nodes);
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return election;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(new Event.SendNotification(node), new Event.Decide(node)));
        Set<Integer> epochs = nodes.stream().map(n -> disk(n).epoch()).collect(Collectors.toCollection(TreeSet::new));
        Set<Zxid> zxids = nodes.stream().map(n -> disk(n).zxid()).collect(Collectors.toCollection(TreeSet::new));
        epochs.forEach(epoch -> zxids.forEach(zxid -> events.add(new Event.LookForLeader(node, epoch, zxid))));
        if (isOneOf("Restarting", node)) {
            events.add(new Event.Restart(node));
        }
        return events;
    }

    /** The model's Disk. */
    private record Disk(int epoch, Zxid zxid) {}

    private Disk disk(NodeId node) {
        return new Disk(isOneOf("NewEpoch", node) ? 2 : 1, new Zxid(1, isOneOf("Longer", node) ? 2 : 1));
    }

    private boolean isOneOf(String constant, NodeId node) {
        return constants.has(constant) && constants.nodes(constant).contains(node);
    }

    @Override
    public Service service() {
        return Service.NONE;
    }

    @Override
    public Event request(NodeId node, Command command) {
        throw new UnsupportedOperationException("an election has no clients");
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
        return new FastLeaderElectionTiming(Set.copyOf(nodes));
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.isLooking() && after.state() != State.LOOKING) {
            String how = event instanceof Event.Decide ? "elected" : "joined";
            return Optional.of(after.state() == State.LEADING ? "leaders " + how : "followers " + how);
        } else if (before.isLooking() && after.isLooking() && after.round() > before.round()) {
            return Optional.of("rounds caught up with");
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
        return ghost.after(node, after);
    }

    @Override
    public List<Command> applied(Node state) {
        return List.of();
    }

    /** The spec's LeaderFollowed: a quorum follows one leader, itself included. */
    @Override
    public boolean isSettled(List<Node> states) {
        for (Node leader : states) {
            if (leader.state() == State.LEADING) {
                Set<NodeId> with = new HashSet<>();
                for (int i = 0; i < states.size(); i++) {
                    Node s = states.get(i);
                    if (s.state() != State.LOOKING
                            && s.round() == leader.round()
                            && s.vote().equals(leader.vote())) {
                        with.add(nodes.get(i));
                    }
                }
                if (Quorum.isMajority(with, Set.copyOf(nodes))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return FastLeaderElectionProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, VoteGhost> moved) {
        return properties.broken(moved);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxRound = constants.number("MaxRound");
        int maxRounds = constants.number("MaxRounds");
        int maxInFlight = constants.number("MaxInFlight");
        return Optional.of((states, network) -> {
            int sum = 0;
            int latest = 0;
            int ahead = 1;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                if (s.vote().isPresent() && !new Disk(s.epoch(), s.zxid()).equals(disk(nodes.get(i)))) {
                    return false;
                }
                int round = s.round();
                sum += round;
                latest = Math.max(latest, round);
                ahead = isOneOf("Ahead", nodes.get(i)) ? Math.max(ahead, round) : ahead;
            }
            return latest <= Math.min(maxRound, ahead) && sum <= maxRounds && network.messages() <= maxInFlight;
        });
    }
}
