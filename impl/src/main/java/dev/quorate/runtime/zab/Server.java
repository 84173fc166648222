package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import java.util.Optional;

/**
 * The local state of a server: what it is in Zab and in the election, and its connections. Durable is what Zab's Node says, and
 * nothing else.
 */
public record Server(Node zab, dev.quorate.zab.election.Node election, Links links) {
    /** Whether it looks for a leader, or has not begun to. */
    boolean looks() {
        return zab.phase() == Phase.ELECTION;
    }

    /** Whether it leads, or tries to. */
    boolean leads(NodeId self) {
        return zab.leader().equals(Optional.of(self));
    }
}
