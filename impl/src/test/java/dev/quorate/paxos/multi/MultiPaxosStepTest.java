package dev.quorate.paxos.multi;

import static dev.quorate.paxos.multi.Given.A;
import static dev.quorate.paxos.multi.Given.N1;
import static dev.quorate.paxos.multi.Given.N2;
import static dev.quorate.paxos.multi.Given.N3;
import static dev.quorate.paxos.multi.Given.THREE;
import static dev.quorate.paxos.multi.Given.candidate;
import static dev.quorate.paxos.multi.Given.follower;
import static dev.quorate.paxos.multi.Given.leader;
import static dev.quorate.paxos.multi.Given.messages;
import static dev.quorate.paxos.multi.Given.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Step;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link dev.quorate.core.Protocol} promises: a step is total and pure, and what it is given does not change. */
class MultiPaxosStepTest {
    @Test
    void whatIsNotEnabledChangesNothing() {
        Node leader = leader(1, "a@1");
        for (Node s : List.of(follower(1, "a@1"), candidate(1, "a@1"))) {
            assertStays(s, new Event.ClientRequest(N1, A), "only a leader takes commands");
            assertStays(s, new Event.SendAccept(N1, N2, 1), "only a leader proposes");
            assertStays(s, new Event.SendCommit(N1, N2), "only a leader knows what is chosen");
            assertStays(s, new Event.ReadIndex(N1), "only a leader answers reads");
        }
        assertStays(leader, new Event.Timeout(N1), "a leader does not time out");
        assertStays(leader, new Event.SendCommit(N1, N1), "it is not its own peer");
        assertStays(leader, new Event.SendAccept(N1, N1, 1), "its own proposal it has accepted");
        assertStays(leader, new Event.SendAccept(N1, N2, 2), "in slot 2 it proposes nothing");
        for (int index : new int[] {0, 1, 2}) {
            assertStays(leader, new Event.Compact(N1, index), "nothing is known to be chosen");
        }
        assertStays(
                Given.compacted(1, List.of(A), "b@1"),
                new Event.Compact(N1, 1),
                "what is compacted is compacted already");
        Node committed = Given.receive(leader, new Accepted(N2, N1, 1, 1)).state();
        assertStays(committed, new Event.SendAccept(N1, N3, 1), "what is chosen is sent to who asks for it");
    }

    private static void assertStays(Node s, Event event, String why) {
        assertEquals(Step.to(s), THREE.step(s, event), why);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertRefused(() -> new MultiPaxos(Set.of()), "a cluster of nobody");
        assertRefused(() -> follower(-1), "a ballot before the first");
        assertRefused(() -> follower(1, "a@1").withCommitIndex(2), "more chosen than there is");
        assertRefused(() -> follower(1, "a@1").withCommitIndex(-1), "less than nothing chosen");
        assertRefused(() -> Given.compacted(1, List.of(A)).withCommitIndex(0), "a snapshot of what is not chosen");
        assertRefused(() -> new Reading(1, Map.of(), 2, 0), "a read that has not begun is confirmed");
        assertRefused(() -> new Reading(0, Map.of(), -1, 0), "less than none confirmed");
        assertRefused(() -> new Reading(0, Map.of(), 0, -1), "a commit index of less than nothing");
        assertRefused(() -> new Snapshot(-1, List.of()), "a snapshot of less than nothing");
        assertRefused(() -> new Proposal(1, Optional.empty()), "a ballot, and nothing proposed in it");
        assertRefused(() -> new Proposal(0, Optional.of(A)), "a command, and no ballot that it was proposed in");
        assertRefused(() -> new Proposal(-1, Optional.empty()), "a ballot before the first");
        assertRefused(() -> new Event.ClientRequest(N1, MultiPaxos.NO_OP), "a client that sends the no-op");
        assertRefused(() -> new Event.Receive(N1, new Accepted(N1, N2, 1, 1)), "a message to another node");
    }

    private static void assertRefused(Runnable construction, String what) {
        assertThrows(IllegalArgumentException.class, construction::run, what);
    }

    @Test
    void aStepChangesNoArgumentAndIsTheSameAgain() {
        for (Node s : List.of(
                follower(2, "a@1", "-", "b@2"),
                candidate(4, "a@1", "b@2"),
                Given.compacted(2, List.of(A), "b@2"),
                Given.read(request(leader(4, "-", "b@2"), A)))) {
            for (Event event : events()) {
                Node before = copy(s);
                Step<Node, Message> first = THREE.step(s, event);
                assertEquals(before, s, () -> event + " has changed the state it was given");
                assertEquals(first, THREE.step(s, event), () -> event + " gave something else the second time");
            }
        }
    }

    @Test
    void aStateAndAMessageAreNotChangedFromOutside() {
        List<Proposal> list = new ArrayList<>(Given.log("a@1"));
        Set<NodeId> who = new HashSet<>(Set.of(N1));
        List<Set<NodeId>> acks = new ArrayList<>(List.of(who));
        Node s = new Node(1, Snapshot.NONE, list, Role.LEADER, who, list, acks, 0, Reading.NONE);
        Promise m = new Promise(N2, N1, 1, list);
        list.clear();
        who.add(N2);
        acks.clear();
        assertEquals(
                new Node(
                        1,
                        Snapshot.NONE,
                        Given.log("a@1"),
                        Role.LEADER,
                        Set.of(N1),
                        Given.log("a@1"),
                        List.of(Set.of(N1)),
                        0,
                        Reading.NONE),
                s,
                "the collections it was made of have changed, and it has not");
        assertEquals(Given.log("a@1"), m.accepted(), "the list it was made of has changed, and it has not");
    }

    private static Node copy(Node s) {
        return new Node(
                s.ballot(),
                s.snapshot(),
                new ArrayList<>(s.log()),
                s.role(),
                new HashSet<>(s.promises()),
                new ArrayList<>(s.adopted()),
                new ArrayList<>(s.acks()),
                s.commitIndex(),
                s.reading());
    }

    private static List<Event> events() {
        List<Event> events = new ArrayList<>(List.of(
                new Event.Timeout(N1),
                new Event.ClientRequest(N1, new Command("c")),
                new Event.SendAccept(N1, N2, 1),
                new Event.SendCommit(N1, N2),
                new Event.ReadIndex(N1),
                new Event.Compact(N1, 1),
                new Event.Restart(N1)));
        for (int ballot : new int[] {1, 4, 5}) {
            messages(ballot).forEach(m -> events.add(new Event.Receive(N1, m)));
        }
        return events;
    }
}
