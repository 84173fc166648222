package dev.quorate.paxos.multi;

import static dev.quorate.paxos.multi.Role.CANDIDATE;
import static dev.quorate.paxos.multi.Role.FOLLOWER;
import static dev.quorate.paxos.multi.Role.LEADER;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.paxos.Ballots;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.CatchUp;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.CommitReply;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.Message.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Multi-Paxos as a pure state machine, to be read beside {@code specs/paxos/MultiPaxos.tla}: each operator of the spec that
 * takes a node a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is the node and
 * {@code s} its state.
 *
 * <p>Sources: L. Lamport, "Paxos Made Simple" (2001; cited as PMS) and "The Part-Time Parliament" (1998; PTP); T. Chandra,
 * R. Griesemer, J. Redstone, "Paxos Made Live" (2007; PML); R. van Renesse, D. Altinbuken, "Paxos Made Moderately Complex"
 * (2015). The spec's header says where it departs from the papers.
 */
public final class MultiPaxos implements Protocol<Node, Event, Message> {
    /** The command that changes nothing, which no client sends. */
    public static final Command NO_OP = new Command("NoOp");

    private static final int MAX_BATCH = 1000;

    private final Set<NodeId> nodes;
    private final int maxBatch;
    private final Ballots ballots;
    private final UnaryOperator<List<Command>> condense;

    /** A cluster of these nodes, whose snapshots hold all commands: the spec's. */
    public MultiPaxos(Set<NodeId> nodes) {
        this(nodes, MAX_BATCH, UnaryOperator.identity());
    }

    /**
     * A cluster of these nodes.
     *
     * @param maxBatch how many slots a leader sends at most, at once, to who catches up
     * @param condense makes of the commands that a snapshot would hold fewer ones, which lead to the same state
     */
    public MultiPaxos(Set<NodeId> nodes, int maxBatch, UnaryOperator<List<Command>> condense) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("expected batches of at least one slot, found " + maxBatch);
        }
        this.nodes = new TreeSet<>(nodes);
        this.maxBatch = maxBatch;
        this.condense = condense;
        ballots = new Ballots(nodes);
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(0, Snapshot.NONE, List.of(), FOLLOWER, Set.of(), List.of(), List.of(), 0, Reading.NONE);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Timeout) {
            return timeout(n, s);
        } else if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.command());
        } else if (event instanceof Event.ReadIndex) {
            return readIndex(n, s);
        } else if (event instanceof Event.SendAccept send) {
            return sendAccept(n, s, send.peer(), send.slot());
        } else if (event instanceof Event.SendCommit send) {
            return sendCommit(n, s, send.peer());
        } else if (event instanceof Event.Compact compact) {
            return compact(s, compact.index());
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

    /** The element of a sequence of proposals, of which no more are known. */
    private static Proposal elementAt(List<Proposal> proposals, int i) {
        return i <= proposals.size() ? proposals.get(i - 1) : Proposal.HOLE;
    }

    /** What s has in the slots after one that it has not compacted. */
    private static List<Proposal> logAfter(Node s, int index) {
        int compacted = index - s.snapshot().lastIndex();
        return PersistentList.from(s.log()).after(Math.min(compacted, s.log().size()));
    }

    /** s with a proposal in a slot, whatever was there. Slots may be skipped. What is compacted is chosen, and stays. */
    private static Node put(Node s, int slot, Proposal proposal) {
        int k = slot - s.snapshot().lastIndex();
        if (k < 1) {
            return s;
        }
        PersistentList<Proposal> log = PersistentList.from(s.log());
        if (k <= log.size()) {
            return s.withLog(log.with(k - 1, proposal));
        }
        return s.withLog(log.plusAll(Collections.nCopies(k - 1 - log.size(), Proposal.HOLE))
                .plus(proposal));
    }

    /** s with a snapshot in place of all slots up to one. */
    private Node compacted(Node s, int index) {
        return s.withSnapshot(new Snapshot(index, condense.apply(s.commands(index))), logAfter(s, index));
    }

    /** s without what only a candidate or a leader has. */
    private static Node follower(Node s) {
        return new Node(
                s.ballot(),
                s.snapshot(),
                s.log(),
                FOLLOWER,
                Set.of(),
                List.of(),
                PersistentList.empty(),
                s.commitIndex(),
                Reading.NONE);
    }

    /** Who learns of a higher ballot takes part in no lower one from then on, and so does not lead in one (PMS, §2.2, P1a). */
    private static Node adopt(Node s, int ballot) {
        return ballot > s.ballot() ? follower(s).withBallot(ballot) : s;
    }

    /** Has s promised to do nothing that is asked of it in this ballot? */
    private static boolean outdated(Node s, int ballot) {
        return ballot < s.ballot();
    }

    /** Does a snapshot tell s of more than it knows? */
    private static boolean isNews(Node s, Snapshot snapshot) {
        return snapshot.lastIndex() > s.commitIndex();
    }

    /** s with a snapshot in place of what it has in these slots. What it has accepted after them, others may rely on. */
    private static Node installed(Node s, Snapshot snapshot) {
        return follower(s).withSnapshot(snapshot, logAfter(s, snapshot.lastIndex()));
    }

    /** What a restart finds on disk; everything else starts anew (PTP, §3.1). */
    private static Node durable(Node s) {
        return follower(s).withCommitIndex(s.snapshot().lastIndex());
    }

    /** Can s tell what it has accepted from this slot on? */
    private static boolean canTell(Node s, int firstOpenSlot) {
        return firstOpenSlot > s.snapshot().lastIndex();
    }

    /** What a promise tells of a log: all from the first slot on that the candidate holds for open. */
    private static List<Proposal> told(Node s, int firstOpenSlot) {
        return logAfter(s, firstOpenSlot - 1);
    }

    /** Of two proposals for a slot, the one that a new leader must respect: what may be chosen has the highest ballot (P2c). */
    private static Proposal higher(Proposal p, Proposal q) {
        return q.ballot() > p.ballot() ? q : p;
    }

    /** What a candidate knows of, slot by slot, after one more promise. */
    private static List<Proposal> merge(List<Proposal> adopted, List<Proposal> accepted) {
        List<Proposal> merged = new ArrayList<>();
        for (int i = 1; i <= Math.max(adopted.size(), accepted.size()); i++) {
            merged.add(higher(elementAt(adopted, i), elementAt(accepted, i)));
        }
        return merged;
    }

    /** What a new leader proposes where it knows of p: the same command, or nothing at all, so that what follows counts. */
    private static Proposal proposed(int ballot, Proposal p) {
        return new Proposal(ballot, p.command().orElse(NO_OP));
    }

    /** A slot's command is chosen when a quorum has accepted the leader's proposal. It commits slots in their order. */
    private Node advanceCommitIndex(Node s) {
        int chosen = 0;
        while (chosen < s.acks().size() && Quorum.isMajority(s.acks().get(chosen), nodes)) {
            chosen++;
        }
        if (chosen == 0) {
            return s;
        }
        return s.withCommitIndex(s.commitIndex() + chosen)
                .withAcks(PersistentList.from(s.acks()).after(chosen));
    }

    /** A candidate with the promises of a quorum leads. In every slot that is open to it, it proposes anew (PMS, §3). */
    private Node lead(NodeId n, Node s) {
        if (!Quorum.isMajority(s.promises(), nodes)) {
            return s;
        }
        List<Proposal> proposals =
                s.adopted().stream().map(p -> proposed(s.ballot(), p)).toList();
        return advanceCommitIndex(s.withRole(LEADER)
                .withLog(PersistentList.from(s.log())
                        .first(s.commitIndex() - s.snapshot().lastIndex())
                        .plusAll(proposals))
                .withPromises(Set.of())
                .withAdopted(List.of())
                .withAcks(Collections.nCopies(proposals.size(), Set.of(n))));
    }

    /**
     * How far a follower knows the log when the leader of a ballot says how far it does. The leader proposes one command in a
     * slot, so that what the follower has accepted in this ballot is what the leader knows to be chosen.
     */
    private static int learned(Node s, int ballot, int commitIndex) {
        int k = s.commitIndex();
        while (k < commitIndex && s.proposalAt(k + 1).ballot() == ballot) {
            k++;
        }
        return k;
    }

    /** What leader n asks p to accept in a slot: the command that it has there, in its own ballot. */
    private static Accept askToAccept(NodeId n, Node s, NodeId p, int slot) {
        return new Accept(n, p, s.ballot(), slot, s.proposalAt(slot).command().orElseThrow());
    }

    /** What a leader must have committed before it answers reads: whatever any leader before it may have. */
    private static int readFloor(Node s) {
        return s.lastSlot();
    }

    /** s, the state of leader n, in which one more round of reads has begun. */
    private Node begun(NodeId n, Node s) {
        int round = s.reading().round();
        return s.withReading(
                round == 0 ? Reading.first(peers(n), readFloor(s)) : s.reading().withRound(round + 1));
    }

    /** s, the state of leader n, in which the reads may be answered that a quorum has confirmed. */
    private Node confirm(NodeId n, Node s) {
        Reading reading = s.reading();
        if (s.commitIndex() < reading.floor()) {
            return s;
        }
        int answered = Quorum.reached(nodes.stream()
                .mapToInt(p -> p.equals(n) ? reading.round() : reading.acked().getOrDefault(p, 0))
                .toArray());
        return s.withReading(reading.withConfirmed(Math.max(reading.confirmed(), answered)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a node.

    /** Node n has not heard of a leader and wants to lead, in a ballot of its own: phase 1a, for all slots (PMS, §3). */
    private Step<Node, Message> timeout(NodeId n, Node s) {
        if (s.role() == LEADER) {
            return Step.to(s);
        }
        int firstOpenSlot = s.commitIndex() + 1;
        Node candidate = follower(s)
                .withBallot(ballots.next(n, s.ballot()))
                .withRole(CANDIDATE)
                .withPromises(Set.of(n))
                .withAdopted(logAfter(s, s.commitIndex()));
        Set<Message> requests = new LinkedHashSet<>();
        for (NodeId p : peers(n)) {
            requests.add(new Prepare(n, p, candidate.ballot(), firstOpenSlot));
        }
        return new Step<>(lead(n, candidate), requests);
    }

    /** A client sends a command to n, which leads, or believes so. */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command c) {
        if (s.role() != LEADER) {
            return Step.to(s);
        }
        return Step.to(advanceCommitIndex(s.withLog(PersistentList.from(s.log()).plus(new Proposal(s.ballot(), c)))
                .withAcks(PersistentList.from(s.acks()).plus(Set.of(n)))));
    }

    /** Leader n asks p to accept its proposal in a slot, for the first time or again: phase 2a. */
    private static Step<Node, Message> sendAccept(NodeId n, Node s, NodeId p, int slot) {
        if (s.role() != LEADER
                || slot <= s.commitIndex()
                || slot > s.lastSlot()
                || s.acks().get(slot - s.commitIndex() - 1).contains(p)) {
            return Step.to(s);
        }
        return new Step<>(s, Set.of(askToAccept(n, s, p, slot)));
    }

    /** A client asks leader n to read: a round begins. */
    private Step<Node, Message> readIndex(NodeId n, Node s) {
        if (s.role() != LEADER) {
            return Step.to(s);
        }
        return Step.to(confirm(n, begun(n, s)));
    }

    /** Leader n tells p how far the log is chosen; it is the heartbeat as well. */
    private static Step<Node, Message> sendCommit(NodeId n, Node s, NodeId p) {
        if (s.role() != LEADER || p.equals(n)) {
            return Step.to(s);
        }
        return new Step<>(
                s,
                Set.of(new Commit(n, p, s.ballot(), s.commitIndex(), s.reading().round())));
    }

    /** The node has applied the slots up to index, and puts a snapshot in their place (PML, §5.5). */
    private Step<Node, Message> compact(Node s, int index) {
        if (index <= s.snapshot().lastIndex() || index > s.commitIndex()) {
            return Step.to(s);
        }
        return Step.to(compacted(s, index));
    }

    /** The node stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a node does with a message.

    /** An acceptor promises to take part in no lower ballot, and tells what it has accepted: phase 1b. */
    private static Step<Node, Message> handlePrepare(NodeId n, Node old, Prepare m) {
        Node s = adopt(old, m.ballot());
        if (outdated(s, m.ballot())) {
            return new Step<>(s, Set.of(new Refusal(n, m.from(), s.ballot())));
        }
        if (canTell(s, m.firstOpenSlot())) {
            return new Step<>(s, Set.of(new Promise(n, m.from(), m.ballot(), told(s, m.firstOpenSlot()))));
        }
        return new Step<>(s, Set.of(new InstallSnapshot(n, m.from(), m.ballot(), s.snapshot())));
    }

    /** A candidate counts a promise of its own ballot. */
    private Step<Node, Message> handlePromise(NodeId n, Node s, Promise m) {
        boolean counts = m.ballot() == s.ballot() && s.role() == CANDIDATE;
        if (!counts) {
            return Step.to(s);
        }
        return Step.to(
                lead(n, s.withPromises(with(s.promises(), m.from())).withAdopted(merge(s.adopted(), m.accepted()))));
    }

    /** An acceptor accepts a proposal, unless it has promised otherwise: phase 2b. */
    private static Step<Node, Message> handleAccept(NodeId n, Node old, Accept m) {
        Node s = adopt(old, m.ballot());
        if (outdated(s, m.ballot())) {
            return new Step<>(s, Set.of(new Refusal(n, m.from(), s.ballot())));
        }
        return new Step<>(
                put(s, m.slot(), new Proposal(m.ballot(), m.command())),
                Set.of(new Accepted(n, m.from(), m.ballot(), m.slot())));
    }

    /** A leader counts who has accepted its proposal. */
    private Step<Node, Message> handleAccepted(NodeId n, Node s, Accepted m) {
        boolean counts = m.ballot() == s.ballot() && s.role() == LEADER && m.slot() > s.commitIndex();
        if (!counts) {
            return Step.to(s);
        }
        int i = m.slot() - s.commitIndex() - 1;
        Set<NodeId> acks = with(s.acks().get(i), m.from());
        return Step.to(confirm(
                n, advanceCommitIndex(s.withAcks(PersistentList.from(s.acks()).with(i, acks)))));
    }

    /** A follower learns how far the log is chosen, and asks for what it lacks (PML, §5.1). */
    private static Step<Node, Message> handleCommit(NodeId n, Node old, Commit m) {
        Node s = adopt(old, m.ballot());
        int learned = learned(s, m.ballot(), m.commitIndex());
        if (outdated(s, m.ballot())) {
            return new Step<>(s, Set.of(new Refusal(n, m.from(), s.ballot())));
        }
        Set<Message> answers = new LinkedHashSet<>();
        if (learned < m.commitIndex()) {
            answers.add(new CatchUp(n, m.from(), m.ballot(), learned + 1));
        }
        if (m.round() > 0) {
            answers.add(new CommitReply(n, m.from(), m.ballot(), m.round()));
        }
        return new Step<>(s.withCommitIndex(learned), answers);
    }

    /** A leader counts who has answered a round of reads, and so all before it. */
    private Step<Node, Message> handleCommitReply(NodeId n, Node s, CommitReply m) {
        boolean counts = m.ballot() == s.ballot() && s.role() == LEADER;
        if (!counts) {
            return Step.to(s);
        }
        int acked = Math.max(s.reading().acked().get(m.from()), m.round());
        return Step.to(confirm(n, s.withReading(s.reading().withAcked(m.from(), acked))));
    }

    /** A leader sends what is chosen to a follower that lacks it, in its own ballot: its snapshot, and the first slots after it. */
    private Step<Node, Message> handleCatchUp(NodeId n, Node s, CatchUp m) {
        boolean counts = m.ballot() == s.ballot() && s.role() == LEADER;
        if (!counts) {
            return Step.to(s);
        }
        Set<Message> chosen = new LinkedHashSet<>();
        if (m.firstOpenSlot() <= s.snapshot().lastIndex()) {
            chosen.add(new InstallSnapshot(n, m.from(), s.ballot(), s.snapshot()));
        }
        int first = Math.max(m.firstOpenSlot(), s.snapshot().lastIndex() + 1);
        for (int i = first; i <= Math.min(s.commitIndex(), first + maxBatch - 1); i++) {
            chosen.add(askToAccept(n, s, m.from(), i));
        }
        return new Step<>(s, chosen);
    }

    /** Who lacks what another has compacted away takes its snapshot. A candidate gives up its ballot, and begins again. */
    private static Step<Node, Message> handleInstallSnapshot(NodeId n, Node old, InstallSnapshot m) {
        Node s = adopt(old, m.ballot());
        if (outdated(s, m.ballot())) {
            return new Step<>(s, Set.of(new Refusal(n, m.from(), s.ballot())));
        }
        return Step.to(s.role() != LEADER && isNews(s, m.snapshot()) ? installed(s, m.snapshot()) : s);
    }

    /** Who hears that a higher ballot is under way leads no more, and will try a higher one than that (PMS, §2.5). */
    private static Step<Node, Message> handleRefusal(Node s, Refusal m) {
        return Step.to(adopt(s, m.ballot()));
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof Prepare prepare) {
            return handlePrepare(n, s, prepare);
        } else if (m instanceof Promise promise) {
            return handlePromise(n, s, promise);
        } else if (m instanceof Accept accept) {
            return handleAccept(n, s, accept);
        } else if (m instanceof Accepted accepted) {
            return handleAccepted(n, s, accepted);
        } else if (m instanceof Commit commit) {
            return handleCommit(n, s, commit);
        } else if (m instanceof CommitReply reply) {
            return handleCommitReply(n, s, reply);
        } else if (m instanceof CatchUp lagging) {
            return handleCatchUp(n, s, lagging);
        } else if (m instanceof InstallSnapshot install) {
            return handleInstallSnapshot(n, s, install);
        } else {
            return handleRefusal(s, (Refusal) m);
        }
    }

    private static Set<NodeId> with(Set<NodeId> set, NodeId n) {
        Set<NodeId> copy = new HashSet<>(set);
        copy.add(n);
        return Set.copyOf(copy);
    }
}
