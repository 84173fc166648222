package dev.quorate.raft;

import dev.quorate.SpecCodeTest;
import java.util.Set;

/** {@code Raft.tla} and {@code Raft.java}. */
class RaftSpecTest extends SpecCodeTest {
    RaftSpecTest() {
        super("raft/Raft.tla", Raft.class, Node.class, Message.class, Set.of("with"));
    }
}
