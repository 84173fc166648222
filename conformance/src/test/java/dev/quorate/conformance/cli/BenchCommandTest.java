package dev.quorate.conformance.cli;

import org.junit.jupiter.api.Test;

/** What {@code quorate bench} refuses. What it measures, BenchTest sees to, without servers. */
class BenchCommandTest {
    @Test
    void whatCannotBeMeasuredIsBadInput() {
        Run.of("bench", "--clients", "0").assertEnds(2, "--clients 0: expected 1 to 4096");
        Run.of("bench", "--rounds", "0").assertEnds(2, "--rounds 0: expected 1 to 100");
        Run.of("bench", "--reads", "101").assertEnds(2, "--reads 101: expected 0 to 100");
        Run.of("bench", "--seconds", "0").assertEnds(2, "--seconds 0: expected 1 to 3600");
        Run.of("bench", "--protocol", "paxoss")
                .assertEnds(2, "--protocol paxoss: expected some of multi-paxos, raft, zab");
        Run.of("bench", "--only", "etcd")
                .assertEnds(2, "--only etcd: expected some of quorate/raft; --peers adds others");
        Run.of("bench", "--json", "none/such/file.json").assertEnds(2, "there is no such folder");
    }
}
