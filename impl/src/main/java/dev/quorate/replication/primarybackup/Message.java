package dev.quorate.replication.primarybackup;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.util.Set;

/** What nodes say to each other. {@code to} are the nodes that a message is for; each may get it, or not. */
public sealed interface Message {
    NodeId from();

    Set<NodeId> to();

    int index();

    /** The command that stands at this index of the primary's log, the last. */
    record Copy(NodeId from, Set<NodeId> to, int index, Command command) implements Message {
        public Copy {
            to = Set.copyOf(to);
        }
    }

    /** The sender's log is the primary's up to this index. */
    record Copied(NodeId from, Set<NodeId> to, int index) implements Message {
        public Copied {
            to = Set.copyOf(to);
        }
    }
}
