package dev.quorate.conformance.binding.primarybackup;

import dev.quorate.conformance.binding.Applied;
import dev.quorate.conformance.binding.Constants;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Message;
import dev.quorate.replication.primarybackup.Node;
import dev.quorate.replication.primarybackup.PrimaryBackup;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The world of {@code MCPrimaryBackup.tla}. */
final class PrimaryBackupWorld implements World<Node, Event, Message, PrimaryBackupGhost> {
    private final PrimaryBackup code;
    private final List<NodeId> line;
    private final List<Command> commands;
    private final Constants constants;

    PrimaryBackupWorld(Constants constants) {
        this.constants = constants;
        Set<NodeId> nodes = constants.role("NodeSet");
        code = new PrimaryBackup(nodes);
        line = List.copyOf(nodes);
        commands = constants.commands("Command");
    }

    @Override
    public Protocol<Node, Event, Message> protocol() {
        return code;
    }

    @Override
    public List<NodeId> nodes() {
        return line;
    }

    @Override
    public List<Event> events(NodeId node) {
        List<Event> events = new ArrayList<>(List.of(
                new Event.SendCopy(node), new Event.TakeOver(node), new Event.Stop(node), new Event.Restart(node)));
        commands.forEach(command -> events.add(new Event.ClientRequest(node, command)));
        line.forEach(backup -> events.add(new Event.Exclude(node, backup)));
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
        return new PrimaryBackupTiming(line);
    }

    @Override
    public Optional<String> notable(Node before, Event event, Node after) {
        if (before.up() && event instanceof Event.TakeOver) {
            return Optional.of("take-overs");
        } else if (event instanceof Event.Exclude) {
            return Optional.of("backups excluded");
        } else if (after.up() && event instanceof Event.Receive && overwrites(before, after)) {
            return Optional.of("commands overwritten");
        }
        return Optional.empty();
    }

    /** Whether the last command there was is gone; what a backup gets it gets at the end. */
    private static boolean overwrites(Node before, Node after) {
        int last = before.log().size();
        return after.log() != before.log()
                && last > 0
                && (after.log().size() < last
                        || !before.log().get(last - 1).equals(after.log().get(last - 1)));
    }

    @Override
    public Class<PrimaryBackupGhost> ghostType() {
        return PrimaryBackupGhost.class;
    }

    @Override
    public PrimaryBackupGhost initialGhost() {
        return PrimaryBackupGhost.INITIAL;
    }

    @Override
    public PrimaryBackupGhost ghost(PrimaryBackupGhost ghost, NodeId node, Node before, Node after) {
        return ghost.after(node, after, line);
    }

    @Override
    public List<Command> applied(Node state) {
        return new Applied<>(state.log(), state.acked(), Function.identity());
    }

    @Override
    public Optional<String> brokenByStep(Node before, Event event, Node after) {
        return PrimaryBackupProperties.brokenByStep(before, event, after, line);
    }

    @Override
    public Optional<String> broken(Moved<Node, PrimaryBackupGhost> moved) {
        return PrimaryBackupProperties.broken(moved, line);
    }

    @Override
    public Optional<Constraint<Node>> constraint(String name) {
        return switch (name) {
            case "Bounds" -> Optional.of(bounds());
            case "PerfectDetector" -> Optional.of((states, network) -> isDetectorRight(states));
            case "LastIsLeftOut" -> Optional.of((states, network) -> isLastLeftOut(states));
            default -> Optional.empty();
        };
    }

    private Constraint<Node> bounds() {
        int maxLog = constants.number("MaxLog");
        int maxInFlight = constants.number("MaxInFlight");
        return (states, network) ->
                states.stream().allMatch(s -> s.log().size() <= maxLog) && network.messages() <= maxInFlight;
    }

    /** Whether all are up, and only the last in the line was ever excluded, and does not lead. */
    private boolean isLastLeftOut(List<Node> states) {
        NodeId last = line.get(line.size() - 1);
        return states.stream().allMatch(s -> s.up() && Set.of(last).containsAll(s.excluded()))
                && !states.get(line.size() - 1).primary().equals(last);
    }

    /** Whether all are down whom a primary believes to be. */
    private boolean isDetectorRight(List<Node> states) {
        for (int i = 0; i < line.size(); i++) {
            Node s = states.get(i);
            boolean leads = s.up() && s.primary().equals(line.get(i));
            for (int j = 0; leads && j < line.size(); j++) {
                boolean isDown = j < i || s.excluded().contains(line.get(j));
                if (isDown && states.get(j).up()) {
                    return false;
                }
            }
        }
        return true;
    }
}
