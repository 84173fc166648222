package dev.quorate.conformance.binding.multipaxos;

import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Role;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.runtime.Timing;
import dev.quorate.runtime.paxos.MultiPaxosReads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The world of {@code MCMultiPaxos.tla}. */
final class MultiPaxosWorld implements World<Node, Event, Message, MultiPaxosGhost> {
    private final MultiPaxos multiPaxos;
    private final List<NodeId> nodes;
    private final List<Command> commands;
    private final Constants constants;
    private final List<String> without;

    MultiPaxosWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> members = constants.nodes("Node");
        multiPaxos = constants.has("MaxBatch")
                ? new MultiPaxos(members, constants.number("MaxBatch"), UnaryOperator.identity())
                : new MultiPaxos(members);
        nodes = List.copyOf(members);
        commands = constants.commands("Command");
        without = constants.has("Without") ? constants.elements("Without", String.class) : List.of();
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return multiPaxos;
    }

    @Override
    public List<NodeId> nodes() {
        return nodes;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events =
                new ArrayList<>(List.of(new Event.Timeout(node), new Event.ReadIndex(node), new Event.Restart(node)));
        commands.forEach(command -> events.add(new Event.ClientRequest(node, command)));
        for (NodeId peer : nodes) {
            events.add(new Event.SendCommit(node, peer));
            for (int slot = 1; slot <= constants.number("MaxSlot"); slot++) {
                events.add(new Event.SendAccept(node, peer, slot));
            }
        }
        for (int index = 1; index <= constants.number("MaxSlot"); index++) {
            events.add(new Event.Compact(node, index));
        }
        events.removeIf(event -> without.contains(event.getClass().getSimpleName()));
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
    public Optional<LinearizableReads<Node, Event>> linearizableReads() {
        return Optional.of(MultiPaxosReads.INSTANCE);
    }

    @Override
    public Timing<Node, Event> timing() {
        return new MultiPaxosTiming(nodes);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.role() != Role.LEADER && after.role() == Role.LEADER) {
            return Optional.of(fillsAGap(before, after) ? "elections won, gaps filled" : "elections won");
        } else if (before.role() == Role.LEADER && after.role() != Role.LEADER) {
            return Optional.of("leaders deposed");
        } else if (event instanceof Event.Receive receive && receive.message() instanceof Accept accept) {
            return overwrites(before, accept) ? Optional.of("proposals overwritten") : Optional.empty();
        } else if (event instanceof Event.Receive && !after.snapshot().equals(before.snapshot())) {
            return Optional.of(before.role() == Role.CANDIDATE ? "snapshots taken by candidates" : "snapshots taken");
        }
        if (after.reading().confirmed() > before.reading().confirmed()) {
            return Optional.of("rounds of reads confirmed");
        }
        return event instanceof Event.Compact ? Optional.of("compactions") : Optional.empty();
    }

    private static boolean fillsAGap(Node before, Node after) {
        for (int slot = before.commitIndex() + 1; slot <= after.lastSlot(); slot++) {
            Optional<Command> command = after.proposalAt(slot).command();
            if (command.equals(Optional.of(MultiPaxos.NO_OP))
                    && !before.proposalAt(slot).command().equals(command)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another command was in the place of what is accepted. */
    private static boolean overwrites(Node before, Accept accept) {
        Optional<Command> command = before.proposalAt(accept.slot()).command();
        return accept.ballot() >= before.ballot()
                && command.isPresent()
                && !command.get().equals(accept.command());
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
    public Class<MultiPaxosGhost> ghostType() {
        return MultiPaxosGhost.class;
    }

    @Override
    public MultiPaxosGhost initialGhost() {
        return new MultiPaxosGhost(List.of(), nodes.stream().collect(Collectors.toMap(n -> n, n -> List.of())));
    }

    @Override
    public MultiPaxosGhost ghost(MultiPaxosGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, before, after);
    }

    /** The spec's AllCatchUp: every node knows as much as any other. */
    @Override
    public boolean isSettled(List<Node> states) {
        return states.stream().mapToInt(Node::commitIndex).distinct().count() == 1;
    }

    @Override
    public List<Command> applied(Node state) {
        return state.commands(state.commitIndex());
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return MultiPaxosProperties.brokenByStep(before, event, after);
    }

    @Override
    public Optional<String> broken(Moved<Node, MultiPaxosGhost> moved) {
        return MultiPaxosProperties.broken(nodes, moved);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        if (!name.equals("Bounds")) {
            return Optional.empty();
        }
        int maxBallot = constants.number("MaxBallot");
        int maxSlot = constants.number("MaxSlot");
        int maxSlots = constants.number("MaxSlots");
        int maxInFlight = constants.number("MaxInFlight");
        int maxRound = constants.number("MaxRound");
        return Optional.of((states, network) -> {
            int slots = 0;
            for (int i = 0; i < states.size(); i++) {
                Node s = states.get(i);
                if (s.ballot() > maxBallot
                        || s.lastSlot() > maxSlot
                        || s.reading().round() > maxRound) {
                    return false;
                }
                slots += s.lastSlot();
            }
            return slots <= maxSlots && network.messages() <= maxInFlight;
        });
    }
}
