package dev.quorate.zab.election;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code FastLeaderElection.tla} and {@code FastLeaderElection.java}. */
class FastLeaderElectionSpecTest extends SpecCodeTest {
    FastLeaderElectionSpecTest() {
        super("zab/FastLeaderElection.tla", FastLeaderElection.class, Node.class, Message.class, Set.of());
    }
}
