package dev.quorate.paxos.basic;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code BasicPaxos.tla} and {@code BasicPaxos.java}. */
class BasicPaxosSpecTest extends SpecCodeTest {
    BasicPaxosSpecTest() {
        super("paxos/BasicPaxos.tla", BasicPaxos.class, Node.class, Message.class, Set.of());
    }
}
