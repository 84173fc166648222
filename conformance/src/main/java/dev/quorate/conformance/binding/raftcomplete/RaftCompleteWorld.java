package dev.quorate.conformance.binding.raftcomplete;

import static dev.quorate.raft.complete.Role.LEADER;

import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Configuration.Membership;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.RaftComplete;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import dev.quorate.runtime.raft.RaftReads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The world of {@code MCRaftComplete.tla}. */
final class RaftCompleteWorld implements World<Node, Event, Message, RaftCompleteGhost> {
    /** Where no model says otherwise; TraceRaftComplete.cfg says the same. */
    private static final int MAX_BATCH = 8;

    private static final int WINDOW = 32;

    private final RaftComplete raft;
    private final List<NodeId> nodes;
    private final List<Command> commands;
    private final Constants constants;
    private final Set<String> without;
    private final RaftCompleteProperties properties;

    RaftCompleteWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> voters = constants.role("InitialVoters");
        int window = constants.has("Window") ? constants.number("Window") : WINDOW;
        raft = new RaftComplete(voters, constants.has("MaxBatch") ? constants.number("MaxBatch") : MAX_BATCH, window);
        nodes = List.copyOf(constants.nodes("Node"));
        commands = constants.commands("Command");
        without = constants.has("Without") ? new HashSet<>(constants.elements("Without", String.class)) : Set.of();
        properties = new RaftCompleteProperties(nodes, new Configuration(voters, Set.of()), window);
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return raft;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(
                new Event.Timeout(node),
                new Event.CheckQuorum(node),
                new Event.AbortTransfer(node),
                new Event.ReadIndex(node),
                new Event.LeaseExpires(node),
                new Event.Restart(node)));
        commands.forEach(command -> events.add(new Event.ClientRequest(node, command)));
        for (NodeId peer : nodes) {
            events.add(new Event.SendAppendEntries(node, peer));
            events.add(new Event.TransferLeadership(node, peer));
            for (Membership as : Membership.values()) {
                if (!without.contains(name(as))) {
                    events.add(new Event.ChangeMembership(node, peer, as));
                }
            }
        }
        for (int index = 1; index <= constants.number("MaxLog"); index++) {
            events.add(new Event.Compact(node, index));
        }
        events.removeIf(event -> without.contains(event.getClass().getSimpleName()));
        return events;
    }

    private static String name(Membership as) {
        return as.name().charAt(0) + as.name().substring(1).toLowerCase(Locale.ROOT);
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
        return new RaftCompleteTiming(raft, nodes);
    }

    @Override
    public Optional<LinearizableReads<Node, Event>> linearizableReads() {
        return Optional.of(RaftReads.INSTANCE);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.role() != LEADER && after.role() == LEADER) {
            return Optional.of("elections won");
        } else if (before.role() == LEADER && after.role() != LEADER) {
            return Optional.of("leaders deposed");
        } else if (event instanceof Event.Receive
                && after.log().snapshot().lastIndex() > before.log().snapshot().lastIndex()) {
            return Optional.of("snapshots installed");
        } else if (after.log().lastIndex() < before.log().lastIndex()) {
            return Optional.of("logs truncated");
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
    public Class<RaftCompleteGhost> ghostType() {
        return RaftCompleteGhost.class;
    }

    @Override
    public RaftCompleteGhost initialGhost() {
        return new RaftCompleteGhost(List.of(), Set.of());
    }

    @Override
    public RaftCompleteGhost ghost(RaftCompleteGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, before, after);
    }

    @Override
    public List<Command> applied(Node state) {
        return state.log().stateAt(state.commitIndex());
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return RaftCompleteProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, RaftCompleteGhost> moved) {
        return properties.broken(moved);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxTerm = constants.number("MaxTerm");
        int maxLog = constants.number("MaxLog");
        int maxEntries = constants.number("MaxEntries");
        int maxInFlight = constants.number("MaxInFlight");
        int maxRound = constants.number("MaxRound");
        return Optional.of((states, network) -> {
            int entries = 0;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                if (s.currentTerm() > maxTerm
                        || s.log().lastIndex() > maxLog
                        || s.leading().round() > maxRound) {
                    return false;
                }
                entries += s.log().lastIndex();
            }
            return entries <= maxEntries && network.messages() <= maxInFlight;
        });
    }
}
