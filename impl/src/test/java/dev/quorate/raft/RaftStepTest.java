package dev.quorate.raft;

import static dev.quorate.raft.Given.C;
import static dev.quorate.raft.Given.N1;
import static dev.quorate.raft.Given.N2;
import static dev.quorate.raft.Given.RAFT;
import static dev.quorate.raft.Given.candidate;
import static dev.quorate.raft.Given.entries;
import static dev.quorate.raft.Given.follower;
import static dev.quorate.raft.Given.leader;
import static dev.quorate.raft.Given.messages;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.RequestVoteReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.quorate.core.Protocol} promises: a step is total and pure, and what it is given does not change. */
class RaftStepTest {
    @Test
    void whatIsNotEnabledChangesNothing() {
        assertEquals(Step.to(leader(1)), RAFT.step(leader(1), new Event.Timeout(N1)), "a leader does not time out");
        for (Node s : List.of(follower(1), candidate(1))) {
            assertEquals(Step.to(s), RAFT.step(s, new Event.ClientRequest(N1, C)), "only a leader takes commands");
            assertEquals(Step.to(s), RAFT.step(s, new Event.SendAppendEntries(N1, N2)), "only a leader sends entries");
        }
        assertEquals(
                Step.to(leader(1)),
                RAFT.step(leader(1), new Event.SendAppendEntries(N1, N1)),
                "it is not its own peer");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertRefused(() -> new Raft(Set.of()), "a cluster of nobody");
        assertRefused(() -> follower(-1), "a term before the first");
        assertRefused(() -> follower(1, 1).withCommitIndex(2), "more committed than there is");
        assertRefused(() -> follower(1, 1).withCommitIndex(-1), "less than nothing committed");
        assertRefused(() -> new Event.Receive(N1, new RequestVoteReply(N1, N2, 1, true)), "a message to another node");
    }

    @Test
    void aStepChangesNoArgumentAndIsTheSameAgain() {
        for (Node s : List.of(follower(2, 1, 2), candidate(2, 1), leader(2, 1, 1), leader(3, 1, 2))) {
            for (Event event : events()) {
                Node before = copy(s);
                Step<Node, Message> first = RAFT.step(s, event);
                assertEquals(before, s, () -> event + " has changed the state it was given");
                assertEquals(first, RAFT.step(s, event), () -> event + " does something else the second time");
                assertEquals(first, RAFT.step(before, event), () -> event + " does something else in an equal state");
            }
        }
    }

    @Test
    void aStateAndAMessageAreNotChangedFromOutside() {
        List<Entry> list = new ArrayList<>(entries(1));
        Set<NodeId> votes = new HashSet<>();
        Map<NodeId, Integer> index = new HashMap<>();
        Node s = new Node(1, Optional.empty(), list, Role.FOLLOWER, votes, index, index, 0);
        AppendEntries m = new AppendEntries(N2, N1, 1, 0, 0, list, 0);
        list.clear();
        votes.add(N1);
        index.put(N2, 1);
        assertEquals(follower(1, 1), s, "the collections it was made of have changed, and it has not");
        assertEquals(entries(1), m.entries(), "the list it was made of has changed, and it has not");
    }

    private static void assertRefused(Runnable construction, String what) {
        assertThrows(IllegalArgumentException.class, construction::run, what);
    }

    /** What may happen at n1. */
    private static List<Event> events() {
        List<Event> events = new ArrayList<>(List.of(
                new Event.Timeout(N1),
                new Event.ClientRequest(N1, C),
                new Event.SendAppendEntries(N1, N2),
                new Event.Restart(N1)));
        for (int term = 1; term <= 4; term++) {
            messages(term).forEach(m -> events.add(new Event.Receive(N1, m)));
        }
        return events;
    }

    private static Node copy(Node s) {
        return new Node(
                s.currentTerm(),
                s.votedFor(),
                new ArrayList<>(s.log()),
                s.role(),
                new HashSet<>(s.votesGranted()),
                new HashMap<>(s.nextIndex()),
                new HashMap<>(s.matchIndex()),
                s.commitIndex());
    }
}
