package dev.quorate.paxos.multi;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.CatchUp;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.CommitReply;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.Message.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Node n1 of a cluster of three, in a state that a test asks for in a line. Of the ballots n1 has 1, 4, 7, ..., n2 has 2, 5, 8,
 * ..., and n3 has 3, 6, 9, ...
 */
final class Given {
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final Command A = new Command("a");
    static final Command B = new Command("b");
    static final MultiPaxos THREE = new MultiPaxos(Set.of(N1, N2, N3));

    private Given() {}

    /** A log of proposals such as {@code a@1}; {@code -} is a hole. */
    static List<Proposal> log(String... proposals) {
        return Stream.of(proposals).map(Given::proposal).toList();
    }

    static Proposal proposal(String text) {
        if (text.equals("-")) {
            return Proposal.HOLE;
        }
        int at = text.indexOf('@');
        return new Proposal(Integer.parseInt(text.substring(at + 1)), new Command(text.substring(0, at)));
    }

    static Node follower(int ballot, String... log) {
        return new Node(
                ballot, Snapshot.NONE, log(log), Role.FOLLOWER, Set.of(), List.of(), List.of(), 0, Reading.NONE);
    }

    /** A follower that has compacted the slots of some commands, and knows no more to be chosen. */
    static Node compacted(int ballot, List<Command> commands, String... log) {
        return new Node(
                ballot,
                snapshot(commands),
                log(log),
                Role.FOLLOWER,
                Set.of(),
                List.of(),
                List.of(),
                commands.size(),
                Reading.NONE);
    }

    static Snapshot snapshot(List<Command> commands) {
        return new Snapshot(commands.size(), commands);
    }

    /** In one of its own ballots, with its own promise only. */
    static Node candidate(int ballot, String... log) {
        return candidate(follower(Math.max(ballot - 3, 0), log));
    }

    static Node candidate(Node follower) {
        return THREE.step(follower, new Event.Timeout(N1)).state();
    }

    /** With the promise of n2, which has accepted nothing. */
    static Node leader(int ballot, String... log) {
        return receive(candidate(ballot, log), new Promise(N2, N1, ballot, List.of()))
                .state();
    }

    static Node request(Node leader, Command command) {
        return THREE.step(leader, new Event.ClientRequest(N1, command)).state();
    }

    static Node read(Node leader) {
        return THREE.step(leader, new Event.ReadIndex(N1)).state();
    }

    static Step<Node, Message> receive(Node s, Message m) {
        return THREE.step(s, new Event.Receive(N1, m));
    }

    /** One message of each kind, from n2 to n1. */
    static List<Message> messages(int ballot) {
        return List.of(
                new Prepare(N2, N1, ballot, 1),
                new Promise(N2, N1, ballot, log("b@1")),
                new Accept(N2, N1, ballot, 2, B),
                new Accepted(N2, N1, ballot, 1),
                new Commit(N2, N1, ballot, 1, 0),
                new CommitReply(N2, N1, ballot, 1),
                new CatchUp(N2, N1, ballot, 1),
                new InstallSnapshot(N2, N1, ballot, snapshot(List.of(A, B))),
                new Refusal(N2, N1, ballot));
    }
}
