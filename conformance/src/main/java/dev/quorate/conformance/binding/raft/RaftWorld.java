package dev.quorate.conformance.binding.raft;

import dev.quorate.conformance.binding.Applied;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.raft.Entry;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message;
import dev.quorate.raft.Node;
import dev.quorate.raft.Raft;
import dev.quorate.raft.Role;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The world of {@code MCRaft.tla}. */
final class RaftWorld implements World<Node, Event, Message, RaftGhost> {
    private final Raft raft;
    private final List<NodeId> nodes;
    private final List<Command> commands;
    private final Constants constants;

    RaftWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> members = constants.nodes("Node");
        raft = new Raft(members);
        nodes = List.copyOf(members);
        commands = constants.commands("Command");
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
        List<Event> events = new ArrayList<>(List.of(new Event.Timeout(node), new Event.Restart(node)));
        commands.forEach(command -> events.add(new Event.ClientRequest(node, command)));
        nodes.forEach(peer -> events.add(new Event.SendAppendEntries(node, peer)));
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
        return new RaftTiming(nodes);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.role() != Role.LEADER && after.role() == Role.LEADER) {
            return Optional.of("elections won");
        } else if (before.role() == Role.LEADER && after.role() != Role.LEADER) {
            return Optional.of("leaders deposed");
        } else if (after.log() != before.log() && event instanceof Event.Receive && overwrites(before, after)) {
            return Optional.of("logs truncated");
        }
        return Optional.empty();
    }

    /** Whether the last entry there was is gone; what a follower takes from a leader it takes at the end. */
    private static boolean overwrites(Node before, Node after) {
        int last = before.log().size();
        return last > 0
                && (after.log().size() < last
                        || after.log().get(last - 1).term()
                                != before.log().get(last - 1).term());
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
    public Class<RaftGhost> ghostType() {
        return RaftGhost.class;
    }

    @Override
    public RaftGhost initialGhost() {
        return new RaftGhost(List.of());
    }

    @Override
    public RaftGhost ghost(RaftGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(after);
    }

    @Override
    public List<Command> applied(Node state) {
        return new Applied<>(state.log(), state.commitIndex(), Entry::command);
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return RaftProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, RaftGhost> moved) {
        return RaftProperties.broken(moved);
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
        return Optional.of((states, network) -> {
            int entries = 0;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                if (s.currentTerm() > maxTerm || s.log().size() > maxLog) {
                    return false;
                }
                entries += s.log().size();
            }
            return entries <= maxEntries && network.messages() <= maxInFlight;
        });
    }
}
