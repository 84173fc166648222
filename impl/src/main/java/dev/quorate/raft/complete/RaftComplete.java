package dev.quorate.raft.complete;

import static dev.quorate.raft.complete.Role.CANDIDATE;
import static dev.quorate.raft.complete.Role.FOLLOWER;
import static dev.quorate.raft.complete.Role.LEADER;
import static dev.quorate.raft.complete.Role.PRE_CANDIDATE;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Configuration.Membership;
import dev.quorate.raft.complete.Message.AppendEntries;
import dev.quorate.raft.complete.Message.AppendEntriesReply;
import dev.quorate.raft.complete.Message.InstallSnapshot;
import dev.quorate.raft.complete.Message.PreVote;
import dev.quorate.raft.complete.Message.PreVoteReply;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Message.RequestVoteReply;
import dev.quorate.raft.complete.Message.TimeoutNow;
import dev.quorate.raft.complete.Node.Leading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Raft with what a cluster needs that runs, as a pure state machine; to be read beside {@code specs/raft/RaftComplete.tla} and
 * the modules that this extends. Each operator that takes a node a step, or helps to, is a method of the same name here, in the
 * same order. In each, {@code n} is the node and {@code s} its state.
 *
 * <p>Source: D. Ongaro, "Consensus: Bridging Theory and Practice" (thesis, Stanford 2014); sections of the paper, which is
 * its chapter 3, are cited as §. What differs, and why, is said in the spec.
 */
public final class RaftComplete implements Protocol<Node, Event, Message> {
    private final Configuration initial;
    private final int maxBatch;
    private final int window;
    private final UnaryOperator<List<Command>> condense;

    /**
     * A cluster.
     *
     * @param initialVoters the nodes that it begins with; not empty
     * @param maxBatch at most this many entries go in one message; at least 1
     * @param window at most this many entries are on their way to a follower; at least 1
     * @param condense may replace the commands of a snapshot by fewer that lead to the same state
     */
    public RaftComplete(Set<NodeId> initialVoters, int maxBatch, int window, UnaryOperator<List<Command>> condense) {
        if (initialVoters.isEmpty() || maxBatch < 1 || window < 1) {
            throw new IllegalArgumentException("a cluster needs a voter, a batch and a window: " + initialVoters + ", "
                    + maxBatch + ", " + window);
        }
        initial = new Configuration(initialVoters, Set.of());
        this.maxBatch = maxBatch;
        this.window = window;
        this.condense = condense;
    }

    /** A cluster whose snapshots hold all commands. */
    public RaftComplete(Set<NodeId> initialVoters, int maxBatch, int window) {
        this(initialVoters, maxBatch, window, UnaryOperator.identity());
    }

    @Override
    public Node initial(NodeId node) {
        Log log = new Log(new Snapshot(0, 0, List.of(), initial), List.of());
        return new Node(0, Optional.empty(), log, FOLLOWER, Optional.empty(), Set.of(), Leading.NOT, 0);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Timeout) {
            return timeout(n, s);
        } else if (event instanceof Event.CheckQuorum) {
            return checkQuorum(n, s);
        } else if (event instanceof Event.TransferLeadership transfer) {
            return transferLeadership(n, s, transfer.peer());
        } else if (event instanceof Event.AbortTransfer) {
            return abortTransfer(s);
        } else if (event instanceof Event.ReadIndex) {
            return readIndex(n, s);
        } else if (event instanceof Event.LeaseExpires) {
            return leaseExpires(s);
        } else if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.command());
        } else if (event instanceof Event.SendAppendEntries send) {
            return sendAppendEntries(n, s, send.peer());
        } else if (event instanceof Event.Compact compact) {
            return compact(s, compact.index());
        } else if (event instanceof Event.ChangeMembership change) {
            return changeMembership(n, s, change.member(), change.as());
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftNodes.tla

    /** s without what only a candidate or a leader has, and out of contact. */
    private static Node follower(Node s) {
        return new Node(
                s.currentTerm(),
                s.votedFor(),
                s.log(),
                FOLLOWER,
                Optional.empty(),
                Set.of(),
                Leading.NOT,
                s.commitIndex());
    }

    /** Who learns of a higher term is a follower in it, and has not voted in it (§5.1). */
    private static Node adopt(Node s, int term) {
        return term > s.currentTerm() ? follower(s).withCurrentTerm(term).withVotedFor(Optional.empty()) : s;
    }

    /** What a restart finds on disk. A snapshot is of what is committed. */
    private static Node durable(Node s) {
        return follower(s).withCommitIndex(s.log().snapshot().lastIndex());
    }

    /** A node goes by the last configuration in its log, committed or not (thesis, section 4.1). */
    private static Configuration configuration(Node s) {
        return s.log().configurationAt(s.log().lastIndex());
    }

    /** Whom node n may need for a quorum. */
    private static Set<NodeId> otherVoters(NodeId n, Node s) {
        return without(configuration(s).voters(), n);
    }

    /** A leader has committed an entry of its own term, and so all that any other ever did (§5.4.2). */
    private static boolean hasCommittedInTerm(Node s) {
        return s.log().termAt(s.commitIndex()) == s.currentTerm();
    }

    /**
     * A leader commits all that a quorum holds, and leads no more once it has committed a configuration of which it is no voter
     * (thesis, section 4.2.2).
     */
    private static Node advanceCommitIndex(NodeId n, Node s) {
        Configuration configuration = configuration(s);
        int agreed =
                quorumHas(n, configuration, s.leading().matchIndex(), s.log().lastIndex());
        Node committed = s.withCommitIndex(Math.max(s.commitIndex(), agreed));
        // Terms do not fall: if the last that a quorum holds is not of the current term, none before it is.
        Node advanced = hasCommittedInTerm(committed) ? committed : s;
        boolean left = !configuration.voters().contains(n)
                && s.log().lastChange(s.log().lastIndex()) <= advanced.commitIndex();
        return left ? follower(advanced) : advanced;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftElections.tla

    /** Is a candidate's log, which ends as it says, at least as complete as this one (§5.4.1)? */
    private static boolean upToDate(Log log, int lastLogIndex, int lastLogTerm) {
        int own = log.termAt(log.lastIndex());
        return lastLogTerm > own || (lastLogTerm == own && lastLogIndex >= log.lastIndex());
    }

    /** Does a node that has a leader leave a request for its vote unanswered? Not if it was the leader that wanted it so. */
    private static boolean disregards(Node s, RequestVote m) {
        return s.leader().isPresent() && m.term() > s.currentTerm() && !m.transfer();
    }

    /** May a node answer a pre-vote with yes? */
    private static boolean encourages(Node s, PreVote m) {
        return m.term() >= s.currentTerm()
                && s.leader().isEmpty()
                && upToDate(s.log(), m.lastLogIndex(), m.lastLogTerm());
    }

    /** May node n stand? It may if it is a voter of any configuration that may be in force (thesis, section 4.2.2). */
    private static boolean mayStand(NodeId n, Node s) {
        return IntStream.rangeClosed(s.commitIndex(), s.log().lastIndex())
                .anyMatch(i -> s.log().configurationAt(i).voters().contains(n));
    }

    /** A candidate with the votes of a quorum leads. It takes an empty entry of its own (thesis, section 6.4). */
    private static Node tally(NodeId n, Node s) {
        if (!configuration(s).isQuorum(s.votesGranted())) {
            return s;
        }
        Set<NodeId> members = without(configuration(s).members(), n);
        Leading leading = Leading.NOT
                .withNextIndex(forAll(members, Map.of(), s.log().lastIndex() + 1))
                .withMatchIndex(forAll(members, Map.of(), 0))
                .withAcked(forAll(members, Map.of(), 0));
        return advanceCommitIndex(
                n,
                s.withRole(LEADER)
                        .withLeader(Optional.of(n))
                        .withVotesGranted(Set.of())
                        .withLog(s.log().plus(new Entry.NoOp(s.currentTerm())))
                        .withLeading(leading));
    }

    /** Node n stands for election in the next term. */
    private static Step<Node, Message> campaign(NodeId n, Node s, boolean transfer) {
        Node candidate = follower(s)
                .withCurrentTerm(s.currentTerm() + 1)
                .withVotedFor(Optional.of(n))
                .withRole(CANDIDATE)
                .withVotesGranted(Set.of(n));
        int index = s.log().lastIndex();
        Set<Message> requests = new LinkedHashSet<>();
        for (NodeId p : otherVoters(n, s)) {
            requests.add(new RequestVote(
                    n, p, candidate.currentTerm(), index, s.log().termAt(index), transfer));
        }
        return new Step<>(tally(n, candidate), requests);
    }

    /** Node n asks who would vote for it, and stands if a quorum would. */
    private static Step<Node, Message> ask(NodeId n, Node s) {
        if (configuration(s).isQuorum(s.votesGranted())) {
            return campaign(n, s, false);
        }
        int index = s.log().lastIndex();
        Set<Message> questions = new LinkedHashSet<>();
        for (NodeId p : otherVoters(n, s)) {
            questions.add(new PreVote(n, p, s.currentTerm(), index, s.log().termAt(index)));
        }
        return new Step<>(s, questions);
    }

    /** What a transferring leader tells the transferee once that has the whole log (thesis, section 3.10). */
    private static Set<Message> urge(NodeId n, Node s) {
        Optional<NodeId> p = s.leading().transferee();
        return p.isPresent() && s.leading().matchIndex().get(p.get()) == s.log().lastIndex()
                ? Set.of(new TimeoutNow(n, p.get(), s.currentTerm()))
                : Set.of();
    }

    /** Node n has not heard of a leader. It does not stand yet (thesis, section 9.6). Who may not stand is out of contact, too. */
    private static Step<Node, Message> timeout(NodeId n, Node s) {
        if (s.role() == LEADER) {
            return Step.to(s);
        } else if (!mayStand(n, s)) {
            return Step.to(follower(s));
        }
        return ask(n, follower(s).withRole(PRE_CANDIDATE).withVotesGranted(Set.of(n)));
    }

    /** Leader n looks who has answered since it last did, and leads no more if that is no quorum (thesis, section 6.2). */
    private static Step<Node, Message> checkQuorum(NodeId n, Node s) {
        if (s.role() != LEADER) {
            return Step.to(s);
        }
        return Step.to(
                configuration(s).isQuorum(with(s.leading().active(), n))
                        ? s.withLeading(s.leading().withActive(Set.of()))
                        : follower(s));
    }

    /** Leader n wants voter p to lead, and takes no more commands, so that p can catch up (thesis, section 3.10). */
    private static Step<Node, Message> transferLeadership(NodeId n, Node s, NodeId p) {
        if (s.role() != LEADER
                || s.leading().transferee().isPresent()
                || !otherVoters(n, s).contains(p)) {
            return Step.to(s);
        }
        Node next = s.withLeading(s.leading().withTransferee(Optional.of(p)).withTransferred(true));
        return new Step<>(next, urge(n, next));
    }

    /** It has taken too long: the leader leads on. */
    private static Step<Node, Message> abortTransfer(Node s) {
        return Step.to(s.withLeading(s.leading().withTransferee(Optional.empty())));
    }

    /** Would it vote so? It changes nothing, and is no contact with a leader. */
    private static Step<Node, Message> handlePreVote(NodeId n, Node s, PreVote m) {
        boolean granted = encourages(s, m);
        return new Step<>(s, Set.of(new PreVoteReply(n, m.from(), granted ? m.term() : s.currentTerm(), granted)));
    }

    /** A quorum would. */
    private static Step<Node, Message> handlePreVoteReply(NodeId n, Node old, PreVoteReply m) {
        Node s = m.granted() ? old : adopt(old, m.term());
        boolean counts = m.granted() && m.term() == s.currentTerm() && s.role() == PRE_CANDIDATE;
        if (!counts) {
            return Step.to(s);
        }
        Node asked = s.withVotesGranted(with(s.votesGranted(), m.from()));
        return configuration(s).isQuorum(asked.votesGranted()) ? campaign(n, s, false) : Step.to(asked);
    }

    /** A vote (§5.2, §5.4.1), but of a node that is in contact with a leader (thesis, section 4.2.3). */
    private static Step<Node, Message> handleRequestVote(NodeId n, Node old, RequestVote m) {
        if (disregards(old, m)) {
            return Step.to(old);
        }
        Node s = adopt(old, m.term());
        boolean granted = m.term() == s.currentTerm()
                && (s.votedFor().isEmpty() || s.votedFor().get().equals(m.from()))
                && upToDate(s.log(), m.lastLogIndex(), m.lastLogTerm());
        return new Step<>(
                granted ? s.withVotedFor(Optional.of(m.from())) : s,
                Set.of(new RequestVoteReply(n, m.from(), s.currentTerm(), granted)));
    }

    /** A candidate counts a vote of its own term (§5.2). */
    private static Step<Node, Message> handleRequestVoteReply(NodeId n, Node old, RequestVoteReply m) {
        Node s = adopt(old, m.term());
        boolean counts = m.granted() && m.term() == s.currentTerm() && s.role() == CANDIDATE;
        return Step.to(counts ? tally(n, s.withVotesGranted(with(s.votesGranted(), m.from()))) : s);
    }

    /** The leader of this term wants n to lead: it stands at once, and asks nobody before. */
    private static Step<Node, Message> handleTimeoutNow(NodeId n, Node old, TimeoutNow m) {
        Node s = adopt(old, m.term());
        boolean stands =
                m.term() == s.currentTerm() && configuration(s).voters().contains(n);
        return stands ? campaign(n, s, true) : Step.to(s);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftReads.tla

    /** May a read begin? What was committed before it led, a leader knows once it has committed an entry of its own. */
    private static boolean mayRead(Node s) {
        return hasCommittedInTerm(s);
    }

    /** What a quorum has answered is confirmed. */
    private static Node confirm(NodeId n, Node s) {
        Leading leading = s.leading();
        int answered = quorumHas(n, configuration(s), leading.acked(), leading.round());
        return answered > leading.confirmed() ? s.withLeading(leading.withConfirmed(answered)) : s;
    }

    /** A client asks leader n to read. It answers once the round is confirmed. */
    private static Step<Node, Message> readIndex(NodeId n, Node s) {
        if (s.role() != LEADER || !mayRead(s)) {
            return Step.to(s);
        }
        return Step.to(
                confirm(n, s.withLeading(s.leading().withRound(s.leading().round() + 1))));
    }

    /** By the leader's clock, all rounds that have begun so far began too long ago for a lease. */
    private static Step<Node, Message> leaseExpires(Node s) {
        return Step.to(s.withLeading(s.leading().withExpired(s.leading().round())));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftReplication.tla

    /** Must a leader send its snapshot to a follower that lacks the entry at this index? */
    private static boolean isCompacted(Log log, int index) {
        return index <= log.snapshot().lastIndex();
    }

    /** Does a snapshot tell a node nothing new? It may be late. */
    private static boolean isLate(Node s, Snapshot snapshot) {
        return snapshot.lastIndex() <= s.commitIndex();
    }

    /** How many entries a leader sends to p: those that p may lack, as far as flow control lets them. */
    private int batch(Node s, NodeId p) {
        int next = s.leading().nextIndex().get(p);
        int room = s.leading().matchIndex().get(p) + window + 1 - next;
        int available = s.log().lastIndex() + 1 - next;
        return Math.max(0, Math.min(maxBatch, Math.min(room, available)));
    }

    /** A client sends a command to leader n, unless n wants another to lead. */
    private static Step<Node, Message> clientRequest(NodeId n, Node s, Command c) {
        if (s.role() != LEADER || s.leading().transferee().isPresent()) {
            return Step.to(s);
        }
        return Step.to(advanceCommitIndex(n, s.withLog(s.log().plus(new Entry.Client(s.currentTerm(), c)))));
    }

    /** Leader n sends to member p what p may lack, or nothing but a heartbeat, and does not wait for an answer. */
    private Step<Node, Message> sendAppendEntries(NodeId n, Node s, NodeId p) {
        Integer next = s.leading().nextIndex().get(p);
        if (s.role() != LEADER || next == null) {
            return Step.to(s);
        }
        Snapshot snapshot = s.log().snapshot();
        int round = s.leading().round();
        if (isCompacted(s.log(), next)) {
            return new Step<>(
                    withNext(s, p, snapshot.lastIndex() + 1),
                    Set.of(new InstallSnapshot(n, p, s.currentTerm(), snapshot, round)));
        }
        int batch = batch(s, p);
        return new Step<>(
                withNext(s, p, next + batch),
                Set.of(new AppendEntries(
                        n,
                        p,
                        s.currentTerm(),
                        next - 1,
                        s.log().termAt(next - 1),
                        s.log().entriesBetween(next, next + batch - 1),
                        s.commitIndex(),
                        round)));
    }

    /** The node replaces its log by a snapshot, up to an entry that is committed. */
    private Step<Node, Message> compact(Node s, int index) {
        if (index <= s.log().snapshot().lastIndex() || index > s.commitIndex()) {
            return Step.to(s);
        }
        return Step.to(s.withLog(s.log().compacted(index, condense)));
    }

    /** A follower makes its log agree with the leader's (§5.3). */
    private static Step<Node, Message> handleAppendEntries(NodeId n, Node old, AppendEntries m) {
        Node s = adopt(old, m.term());
        Node follower = follower(s).withLeader(Optional.of(m.from()));
        int lastNew = m.prevLogIndex() + m.entries().size();
        if (m.term() < s.currentTerm()) {
            return new Step<>(s, Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), false, 0, m.round())));
        } else if (!s.log().agrees(m.prevLogIndex(), m.prevLogTerm())) {
            int bound = Math.min(m.prevLogIndex() - 1, s.log().lastIndex());
            return new Step<>(
                    follower, Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), false, bound, m.round())));
        } else {
            return new Step<>(
                    follower.withLog(s.log().merge(m.prevLogIndex(), m.entries()))
                            .withCommitIndex(Math.max(s.commitIndex(), Math.min(m.leaderCommit(), lastNew))),
                    Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), true, lastNew, m.round())));
        }
    }

    /**
     * A follower takes the leader's snapshot in place of all that this covers, unless it knows that to be committed already
     * (thesis, figure 5.3).
     */
    private static Step<Node, Message> handleInstallSnapshot(NodeId n, Node old, InstallSnapshot m) {
        Node s = adopt(old, m.term());
        Node follower = follower(s).withLeader(Optional.of(m.from()));
        int lastIndex = m.snapshot().lastIndex();
        if (m.term() < s.currentTerm()) {
            return new Step<>(s, Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), false, 0, m.round())));
        }
        return new Step<>(
                isLate(s, m.snapshot())
                        ? follower
                        : new Node(
                                follower.currentTerm(),
                                follower.votedFor(),
                                follower.log().installed(m.snapshot()),
                                FOLLOWER,
                                follower.leader(),
                                Set.of(),
                                Leading.NOT,
                                lastIndex),
                Set.of(new AppendEntriesReply(n, m.from(), s.currentTerm(), true, lastIndex, m.round())));
    }

    /** A leader learns how far a follower agrees with it, and that it follows still (§5.3). */
    private static Step<Node, Message> handleAppendEntriesReply(NodeId n, Node old, AppendEntriesReply m) {
        NodeId p = m.from();
        Node s = adopt(old, m.term());
        Leading leading = s.leading();
        Integer match = leading.matchIndex().get(p);
        if (m.term() < s.currentTerm() || match == null) {
            return Step.to(s);
        }
        int acked = Math.max(leading.acked().get(p), m.round());
        Node heard = confirm(
                n,
                s.withLeading(
                        leading.withActive(with(leading.active(), p)).withAcked(with(leading.acked(), p, acked))));
        if (m.success()) {
            int newMatch = Math.max(match, m.matchIndex());
            int next = Math.max(leading.nextIndex().get(p), newMatch + 1);
            Leading known = heard.leading()
                    .withNextIndex(with(leading.nextIndex(), p, next))
                    .withMatchIndex(with(leading.matchIndex(), p, newMatch));
            Node matched = advanceCommitIndex(n, heard.withLeading(known));
            boolean isTransferee = leading.transferee().equals(Optional.of(p));
            return new Step<>(matched, isTransferee ? urge(n, matched) : Set.of());
        }
        int next = Math.max(match + 1, Math.min(leading.nextIndex().get(p), m.matchIndex() + 1));
        return Step.to(withNext(heard, p, next));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftMembership.tla

    /** Has a leader committed an entry of its own term? Then what other leaders began is committed, or never will be. */
    private static boolean isEstablished(Node s) {
        return hasCommittedInTerm(s);
    }

    /** May a leader begin a change? Not while the last one is on its way (thesis, section 4.1). */
    private static boolean mayChange(Node s) {
        return s.role() == LEADER
                && s.leading().transferee().isEmpty()
                && s.log().lastChange(s.log().lastIndex()) <= s.commitIndex()
                && isEstablished(s);
    }

    /** An administrator has leader n make p a voter, a learner, or no member. Leases end. */
    private static Step<Node, Message> changeMembership(NodeId n, Node s, NodeId p, Membership as) {
        Configuration configuration = configuration(s).with(p, as);
        if (!mayChange(s)
                || configuration.equals(configuration(s))
                || configuration.voters().isEmpty()) {
            return Step.to(s);
        }
        Set<NodeId> members = without(configuration.members(), n);
        Leading old = s.leading();
        Set<NodeId> active = new HashSet<>(old.active());
        active.retainAll(members);
        Leading leading = old.withNextIndex(
                        forAll(members, old.nextIndex(), s.log().lastIndex() + 1))
                .withMatchIndex(forAll(members, old.matchIndex(), 0))
                .withAcked(forAll(members, old.acked(), 0))
                .withActive(active)
                .withExpired(old.round());
        return Step.to(advanceCommitIndex(
                n,
                s.withLog(s.log().plus(new Entry.Change(s.currentTerm(), configuration)))
                        .withLeading(leading)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // RaftComplete.tla

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof PreVote question) {
            return handlePreVote(n, s, question);
        } else if (m instanceof PreVoteReply reply) {
            return handlePreVoteReply(n, s, reply);
        } else if (m instanceof RequestVote request) {
            return handleRequestVote(n, s, request);
        } else if (m instanceof RequestVoteReply reply) {
            return handleRequestVoteReply(n, s, reply);
        } else if (m instanceof AppendEntries request) {
            return handleAppendEntries(n, s, request);
        } else if (m instanceof AppendEntriesReply reply) {
            return handleAppendEntriesReply(n, s, reply);
        } else if (m instanceof InstallSnapshot snapshot) {
            return handleInstallSnapshot(n, s, snapshot);
        } else {
            return handleTimeoutNow(n, s, (TimeoutNow) m);
        }
    }

    // What the spec writes without a name.

    private static Node withNext(Node s, NodeId p, int next) {
        return s.withLeading(s.leading().withNextIndex(with(s.leading().nextIndex(), p, next)));
    }

    /** How far a quorum has come, of leader n, which has come so far, and those of whom it knows it. */
    private static int quorumHas(NodeId n, Configuration configuration, Map<NodeId, Integer> known, int own) {
        int[] each = new int[configuration.voters().size()];
        int i = 0;
        for (NodeId p : configuration.voters()) {
            each[i++] = p.equals(n) ? own : Math.min(own, known.getOrDefault(p, 0));
        }
        return Quorum.reached(each);
    }

    private static Map<NodeId, Integer> forAll(Set<NodeId> members, Map<NodeId, Integer> known, int other) {
        return members.stream().collect(Collectors.toMap(p -> p, p -> known.getOrDefault(p, other)));
    }

    private static Set<NodeId> with(Set<NodeId> nodes, NodeId node) {
        Set<NodeId> copy = new HashSet<>(nodes);
        copy.add(node);
        return copy;
    }

    private static Set<NodeId> without(Set<NodeId> nodes, NodeId node) {
        Set<NodeId> copy = new LinkedHashSet<>(nodes);
        copy.remove(node);
        return copy;
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
