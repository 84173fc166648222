package dev.quorate.raft.complete;

import dev.quorate.SpecCodeTest;
import java.util.List;
import java.util.Set;

/** {@code RaftComplete.tla}, with the modules that it is made of, and {@code RaftComplete.java}. */
class RaftCompleteSpecTest extends SpecCodeTest {
    RaftCompleteSpecTest() {
        super(
                List.of(
                        "raft/RaftNodes.tla",
                        "raft/RaftElections.tla",
                        "raft/RaftReads.tla",
                        "raft/RaftReplication.tla",
                        "raft/RaftMembership.tla",
                        "raft/RaftComplete.tla"),
                RaftComplete.class,
                Node.class,
                Message.class,
                Set.of("withNext", "quorumHas", "forAll", "with", "without"));
    }
}
