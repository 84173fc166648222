package dev.quorate.paxos.multi;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code MultiPaxos.tla} and {@code MultiPaxos.java}. */
class MultiPaxosSpecTest extends SpecCodeTest {
    MultiPaxosSpecTest() {
        super("paxos/MultiPaxos.tla", MultiPaxos.class, Node.class, Message.class, Set.of("with"));
    }
}
