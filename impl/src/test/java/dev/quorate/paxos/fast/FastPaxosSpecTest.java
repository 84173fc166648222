package dev.quorate.paxos.fast;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code FastPaxos.tla} and {@code FastPaxos.java}. */
class FastPaxosSpecTest extends SpecCodeTest {
    FastPaxosSpecTest() {
        super("paxos/FastPaxos.tla", FastPaxos.class, Node.class, Message.class, Set.of());
    }
}
