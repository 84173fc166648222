package dev.quorate.replication.primarybackup;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import java.util.List;
import java.util.Set;

/**
 * The local state of one node: the spec's {@code nodes[n]}. Durable, so on disk before the messages of a step leave:
 * {@code primary}, {@code log} and {@code excluded}.
 *
 * @param up whether it is not down for good
 * @param primary the latest in the line that it knows to be, or to have been, the primary
 * @param log the commands
 * @param excluded a primary's: those after it whom it believes to be down
 * @param awaited a primary's: those who may lack its last command
 * @param acked a primary's: how many of its commands it has acknowledged
 */
public record Node(
        boolean up, NodeId primary, List<Command> log, Set<NodeId> excluded, Set<NodeId> awaited, int acked) {
    public Node {
        log = PersistentList.from(log);
        excluded = Set.copyOf(excluded);
        awaited = Set.copyOf(awaited);
    }

    Node withPrimary(NodeId value) {
        return new Node(up, value, log, excluded, awaited, acked);
    }

    Node withLog(List<Command> value) {
        return new Node(up, primary, value, excluded, awaited, acked);
    }

    Node withExcluded(Set<NodeId> value) {
        return new Node(up, primary, log, value, awaited, acked);
    }

    Node withAwaited(Set<NodeId> value) {
        return new Node(up, primary, log, excluded, value, acked);
    }

    Node withAcked(int value) {
        return new Node(up, primary, log, excluded, awaited, value);
    }
}
