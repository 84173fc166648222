package dev.quorate.raft;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.AppendEntriesReply;
import dev.quorate.raft.Message.RequestVote;
import dev.quorate.raft.Message.RequestVoteReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Node n1 of a cluster of three, in a state that a test asks for in a line. All commands are the same. */
final class Given {
    static final NodeId N1 = Cluster.id(1);
    static final NodeId N2 = Cluster.id(2);
    static final NodeId N3 = Cluster.id(3);
    static final Command C = Cluster.COMMAND;
    static final Raft RAFT = new Raft(Set.of(N1, N2, N3));

    private Given() {}

    /** A log, by the terms of its entries. */
    static List<Entry> entries(int... terms) {
        return IntStream.of(terms).mapToObj(term -> new Entry(term, C)).toList();
    }

    static Node follower(int term, int... log) {
        return new Node(term, Optional.empty(), entries(log), Role.FOLLOWER, Set.of(), Map.of(), Map.of(), 0);
    }

    /** After a timeout in the term before. */
    static Node candidate(int term, int... log) {
        return RAFT.step(follower(term - 1, log), new Event.Timeout(N1)).state();
    }

    /** With the vote of n2. */
    static Node leader(int term, int... log) {
        return receive(candidate(term, log), new RequestVoteReply(N2, N1, term, true))
                .state();
    }

    /** One or two messages of each kind, from n2 to n1. */
    static List<Message> messages(int term) {
        return List.of(
                new RequestVote(N2, N1, term, 2, 2),
                new RequestVoteReply(N2, N1, term, true),
                new RequestVoteReply(N2, N1, term, false),
                new AppendEntries(N2, N1, term, 0, 0, entries(1, 2), 1),
                new AppendEntries(N2, N1, term, 5, 2, List.of(), 1),
                new AppendEntriesReply(N2, N1, term, true, 1),
                new AppendEntriesReply(N2, N1, term, false, 0));
    }

    static Step<Node, Message> receive(Node s, Message m) {
        return RAFT.step(s, new Event.Receive(N1, m));
    }

    static boolean granted(Step<Node, Message> step) {
        return step.messages().stream()
                .anyMatch(message -> message instanceof RequestVoteReply reply && reply.granted());
    }
}
