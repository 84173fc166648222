package dev.quorate.replication.gossip;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code Gossip.tla} and {@code Gossip.java}. */
class GossipSpecTest extends SpecCodeTest {
    GossipSpecTest() {
        super("replication/Gossip.tla", Gossip.class, Node.class, Message.class, Set.of());
    }
}
