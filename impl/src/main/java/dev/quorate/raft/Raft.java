package dev.quorate.raft;

import static dev.quorate.core.Sequences.subSeq;
import static dev.quorate.raft.Role.CANDIDATE;
import static dev.quorate.raft.Role.FOLLOWER;
import static dev.quorate.raft.Role.LEADER;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.AppendEntriesReply;
import dev.quorate.raft.Message.RequestVote;
import dev.quorate.raft.Message.RequestVoteReply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Raft as a pure state machine, to be read beside {@code specs/raft/Raft.tla}: each operator of the spec that takes a
 * node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and
 * {@code s} its state.
 *
 * <p>Source: D. Ongaro and J. Ousterhout, "In Search of an Understandable Consensus Algorithm" (USENIX ATC 2014, extended
 * version; its sections are cited as §). The spec's header says where it departs from the paper.
 */
public final class Raft implements Protocol<Node, Event, Message> {
    private final Set<NodeId> nodes;

    /** A cluster of these nodes. */
    public Raft(Set<NodeId> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a cluster needs a node");
        }
        this.nodes = new TreeSet<>(nodes);
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(0, Optional.empty(), List.of(), FOLLOWER, Set.of(), Map.of(), Map.of(), 0);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Timeout) {
            return timeout(n, s);
        } else if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.command());
        } else if (event instanceof Event.SendAppendEntries send) {
            return sendAppendEntries(n, s, send.peer());
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    private Set<NodeId> peers(NodeId n) {
        Set<NodeId> peers = new LinkedHashSet<>(nodes);
        peers.remove(n);
        return peers;
    }

    /** The term of the entry at an index; index 0 stands before the first entry. */
    private static int termAt(List<Entry> log, int index) {
        return index == 0 ? 0 : log.get(index - 1).term();
    }

    /** s without what only a candidate or a leader has. */
    private static Node follower(Node s) {
        return new Node(
                s.currentTerm(), s.votedFor(), s.log(), FOLLOWER, Set.of(), Map.of(), Map.of(), s.commitIndex());
    }

    /** Who learns of a higher term is a follower in it, and has not voted in it (§5.1). */
    private static Node adopt(Node s, int term) {
        return term > s.currentTerm() ? follower(s).withCurrentTerm(term).withVotedFor(Optional.empty()) : s;
    }

    /** What a restart finds on disk; everything else starts anew (§5.2, Figure 2). */
    private static Node durable(Node s) {
        return follower(s).withCommitIndex(0);
    }

    /** A candidate with the votes of a quorum leads. It guesses that each follower's log is like its own (§5.3). */
    private Node tally(NodeId n, Node s) {
        if (!Quorum.isMajority(s.votesGranted(), nodes)) {
            return s;
        }
        int next = s.log().size() + 1;
        return s.withRole(LEADER)
                .withVotesGranted(Set.of())
                .withNextIndex(peers(n).stream().collect(Collectors.toMap(p -> p, p -> next)))
                .withMatchIndex(peers(n).stream().collect(Collectors.toMap(p -> p, p -> 0)));
    }

    /**
     * Is a candidate's log, which ends as it says, at least as complete as this one? The later last term wins, then the
     * longer log (§5.4.1).
     */
    private static boolean upToDate(List<Entry> log, int lastLogIndex, int lastLogTerm) {
        int own = termAt(log, log.size());
        return lastLogTerm > own || (lastLogTerm == own && lastLogIndex >= log.size());
    }

    /** Does a follower's log hold the entry that precedes what the leader sends (§5.3)? */
    private static boolean agrees(List<Entry> log, int prevLogIndex, int prevLogTerm) {
        return prevLogIndex <= log.size() && termAt(log, prevLogIndex) == prevLogTerm;
    }

    /**
     * May a leader conclude from a quorum's copies that entry i is committed? Only if it is of the leader's own term; older
     * ones are then committed with it (§5.4.2).
     */
    private static boolean mayCommit(Node s, int i) {
        return termAt(s.log(), i) == s.currentTerm();
    }

    /** A leader commits all that a quorum holds (§5.3, §5.4). */
    private Node advanceCommitIndex(NodeId n, Node s) {
        for (int i = s.log().size(); i > s.commitIndex(); i--) {
            if (!mayCommit(s, i)) {
                continue;
            }
            Set<NodeId> holders = new HashSet<>(Set.of(n));
            for (NodeId p : peers(n)) {
                if (s.matchIndex().get(p) >= i) {
                    holders.add(p);
                }
            }
            if (Quorum.isMajority(holders, nodes)) {
                return s.withCommitIndex(i);
            }
        }
        return s;
    }

    /**
     * The log of a follower that agrees with the leader up to prevLogIndex and now gets what follows. Entries it already
     * has are left alone, with all that comes after them: the message may be an old one. Otherwise the first that differs
     * goes, and all that comes after it (§5.3).
     */
    private static List<Entry> merge(List<Entry> log, int prevLogIndex, List<Entry> entries) {
        int end = Math.min(prevLogIndex + entries.size(), log.size());
        return entries.equals(subSeq(log, prevLogIndex + 1, end))
                ? log
                : PersistentList.from(log).first(prevLogIndex).plusAll(entries);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** Node n has not heard of a leader and stands for election in a new term (§5.2). */
    private Step<Node, Message> timeout(NodeId n, Node s) {
        if (s.role() == LEADER) {
            return Step.to(s);
        }
        Node candidate = follower(s)
                .withCurrentTerm(s.currentTerm() + 1)
                .withVotedFor(Optional.of(n))
                .withRole(CANDIDATE)
                .withVotesGranted(Set.of(n));
        int lastLogIndex = s.log().size();
        Set<Message> requests = new LinkedHashSet<>();
        for (NodeId p : peers(n)) {
            requests.add(new RequestVote(n, p, candidate.currentTerm(), lastLogIndex, termAt(s.log(), lastLogIndex)));
        }
        return new Step<>(tally(n, candidate), requests);
    }

    /** A client sends a command to n, which leads, or believes so (§5.3). */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command c) {
        if (s.role() != LEADER) {
            return Step.to(s);
        }
        Entry entry = new Entry(s.currentTerm(), c);
        return Step.to(
                advanceCommitIndex(n, s.withLog(PersistentList.from(s.log()).plus(entry))));
    }

    /** Leader n sends to p what p may lack; it is the heartbeat as well (§5.2, §5.3). */
    private Step<Node, Message> sendAppendEntries(NodeId n, Node s, NodeId p) {
        if (s.role() != LEADER || p.equals(n)) {
            return Step.to(s);
        }
        int prevLogIndex = s.nextIndex().get(p) - 1;
        return new Step<>(
                s,
                Set.of(new AppendEntries(
                        n,
                        p,
                        s.currentTerm(),
                        prevLogIndex,
                        termAt(s.log(), prevLogIndex),
                        subSeq(s.log(), prevLogIndex + 1, s.log().size()),
                        s.commitIndex())));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** A vote for the first who asks in a term, if its log holds all that may have been committed (§5.2, §5.4.1). */
    private static Step<Node, Message> handleRequestVote(NodeId n, Node old, RequestVote m) {
        Node s = adopt(old, m.term());
        boolean granted = m.term() == s.currentTerm()
                && (s.votedFor().isEmpty() || s.votedFor().get().equals(m.from()))
                && upToDate(s.log(), m.lastLogIndex(), m.lastLogTerm());
        return new Step<>(
                granted ? s.withVotedFor(Optional.of(m.from())) : s,
                Set.of(new RequestVoteReply(n, m.from(), s.currentTerm(), granted)));
    }

    /** A candidate counts a vote of its own term (§5.2). */
    private Step<Node, Message> handleRequestVoteReply(NodeId n, Node old, RequestVoteReply m) {
        Node s = adopt(old, m.term());
        boolean counts = m.granted() && m.term() == s.currentTerm() && s.role() == CANDIDATE;
        if (!counts) {
            return Step.to(s);
        }
        Set<NodeId> votes = new HashSet<>(s.votesGranted());
        votes.add(m.from());
        return Step.to(tally(n, s.withVotesGranted(votes)));
    }

    /** A follower makes its log agree with the leader's (§5.3). */
    private static Step<Node, Message> handleAppendEntries(NodeId n, Node old, AppendEntries m) {
        Node s = adopt(old, m.term());
        int lastNew = m.prevLogIndex() + m.entries().size();
        if (m.term() < s.currentTerm()) {
            return new Step<>(s, Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), false, 0)));
        } else if (!agrees(s.log(), m.prevLogIndex(), m.prevLogTerm())) {
            int bound = Math.min(m.prevLogIndex() - 1, s.log().size());
            return new Step<>(follower(s), Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), false, bound)));
        } else {
            Node next = follower(s)
                    .withLog(merge(s.log(), m.prevLogIndex(), m.entries()))
                    .withCommitIndex(Math.max(s.commitIndex(), Math.min(m.leaderCommit(), lastNew)));
            return new Step<>(next, Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), true, lastNew)));
        }
    }

    /** A leader learns how far a follower agrees with it (§5.3). */
    private Step<Node, Message> handleAppendEntriesReply(NodeId n, Node old, AppendEntriesReply m) {
        Node s = adopt(old, m.term());
        if (m.term() < s.currentTerm() || s.role() != LEADER) {
            return Step.to(s);
        }
        int match = s.matchIndex().get(m.from());
        if (m.success()) {
            int newMatch = Math.max(match, m.matchIndex());
            return Step.to(advanceCommitIndex(
                    n,
                    s.withMatchIndex(with(s.matchIndex(), m.from(), newMatch))
                            .withNextIndex(with(s.nextIndex(), m.from(), newMatch + 1))));
        }
        int next = Math.max(match + 1, Math.min(s.nextIndex().get(m.from()), m.matchIndex() + 1));
        return Step.to(s.withNextIndex(with(s.nextIndex(), m.from(), next)));
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof RequestVote request) {
            return handleRequestVote(n, s, request);
        } else if (m instanceof RequestVoteReply reply) {
            return handleRequestVoteReply(n, s, reply);
        } else if (m instanceof AppendEntries request) {
            return handleAppendEntries(n, s, request);
        } else {
            return handleAppendEntriesReply(n, s, (AppendEntriesReply) m);
        }
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
