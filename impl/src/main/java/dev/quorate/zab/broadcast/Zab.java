package dev.quorate.zab.broadcast;

import static dev.quorate.zab.broadcast.Phase.BROADCAST;
import static dev.quorate.zab.broadcast.Phase.DISCOVERY;
import static dev.quorate.zab.broadcast.Phase.ELECTION;
import static dev.quorate.zab.broadcast.Phase.SYNCHRONIZATION;
import static dev.quorate.zab.broadcast.Stage.ACCEPTED;
import static dev.quorate.zab.broadcast.Stage.ACTIVE;
import static dev.quorate.zab.broadcast.Stage.CONNECTED;
import static dev.quorate.zab.broadcast.Stage.SYNCHRONIZING;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Quorum;
import dev.quorate.core.Step;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.broadcast.Message.Ack;
import dev.quorate.zab.broadcast.Message.AckEpoch;
import dev.quorate.zab.broadcast.Message.AckLeader;
import dev.quorate.zab.broadcast.Message.CEpoch;
import dev.quorate.zab.broadcast.Message.Commit;
import dev.quorate.zab.broadcast.Message.CommitLeader;
import dev.quorate.zab.broadcast.Message.Diff;
import dev.quorate.zab.broadcast.Message.NewEpoch;
import dev.quorate.zab.broadcast.Message.NewLeader;
import dev.quorate.zab.broadcast.Message.Ping;
import dev.quorate.zab.broadcast.Message.PingReply;
import dev.quorate.zab.broadcast.Message.Propose;
import dev.quorate.zab.broadcast.Message.Snap;
import dev.quorate.zab.broadcast.Message.Trunc;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Zab's phases after the election as a pure state machine, to be read beside {@code specs/zab/Zab.tla}: each operator of the
 * spec that takes a server a step, or helps to, is a method of the same name here, in the same order. In each, {@code n} is
 * the server and {@code s} its state.
 *
 * <p>Source: F. Junqueira, B. Reed, M. Serafini, "Zab: High-performance broadcast for primary-backup systems" (DSN 2011),
 * whose steps are cited. The spec's header says where it departs from the paper.
 */
public final class Zab implements Protocol<Node, Event, Message> {
    private final Set<NodeId> voters;
    private final Set<NodeId> observers;
    private final int maxDiff;
    private final UnaryOperator<List<Command>> condense;

    /** A cluster of these servers, whose snapshots are all commands that they stand for, as the spec has them. */
    public Zab(Set<NodeId> nodes, Set<NodeId> observers, int maxDiff) {
        this(nodes, observers, maxDiff, UnaryOperator.identity());
    }

    /**
     * A cluster of these servers.
     *
     * @param observers those of them that no quorum counts
     * @param maxDiff who lacks more transactions than this is sent the whole history
     * @param condense makes fewer commands of those of a snapshot, that lead to the same state
     */
    public Zab(Set<NodeId> nodes, Set<NodeId> observers, int maxDiff, UnaryOperator<List<Command>> condense) {
        this.observers = Set.copyOf(observers);
        this.maxDiff = maxDiff;
        this.condense = condense;
        voters = new TreeSet<>(nodes);
        voters.removeAll(observers);
    }

    @Override
    public Node initial(NodeId node) {
        return new Node(
                0, 0, History.EMPTY, 0, ELECTION, Optional.empty(), History.EMPTY, 0, 0, Map.of(), 0, Map.of(), 0);
    }

    @Override
    public Step<Node, Message> step(Node s, Event event) {
        NodeId n = event.node();
        if (event instanceof Event.Elect election) {
            return elect(n, s, election.leader());
        } else if (event instanceof Event.Timeout) {
            return timeout(s);
        } else if (event instanceof Event.ClientRequest request) {
            return clientRequest(n, s, request.command());
        } else if (event instanceof Event.ReadIndex) {
            return readIndex(n, s);
        } else if (event instanceof Event.Compact compaction) {
            return compact(s, compaction.index());
        } else if (event instanceof Event.Restart) {
            return restart(s);
        } else {
            return receive(n, s, ((Event.Receive) event).message());
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Helpers.

    private boolean isQuorum(Set<NodeId> members) {
        Set<NodeId> counted = new TreeSet<>(members);
        counted.retainAll(voters);
        return Quorum.isMajority(counted, voters);
    }

    /** Is a history, of a server whose current epoch is known, later than another (Phase 1, step l.1.2)? */
    private static boolean isLater(int epoch, History history, int otherEpoch, History otherHistory) {
        return epoch > otherEpoch
                || (epoch == otherEpoch && otherHistory.lastZxid().precedes(history.lastZxid()));
    }

    /** s without what only who follows or leads has. */
    private static Node looking(Node s) {
        return new Node(
                s.acceptedEpoch(),
                s.currentEpoch(),
                s.history(),
                s.lastCommitted(),
                ELECTION,
                Optional.empty(),
                History.EMPTY,
                0,
                0,
                Map.of(),
                0,
                Map.of(),
                0);
    }

    /** What a restart finds on disk; everything else starts anew. What the snapshot stands for has been delivered. */
    private static Node durable(Node s) {
        return looking(s).withLastCommitted(s.history().snapshot().lastIndex());
    }

    /** s with another history, whose snapshot stands for what has been delivered. */
    private static Node holding(Node s, History history) {
        return s.withHistory(history)
                .withLastCommitted(
                        Math.max(s.lastCommitted(), history.snapshot().lastIndex()));
    }

    /** A leader's learners, of which p has come so far. */
    private static Map<NodeId, Learner> with(Map<NodeId, Learner> learners, NodeId p, Stage stage, Zxid zxid) {
        Map<NodeId, Learner> changed = new HashMap<>(learners);
        changed.put(p, new Learner(stage, zxid));
        return changed;
    }

    /** Those that have come so far. */
    private static Set<NodeId> at(Node s, Stage stage) {
        Set<NodeId> there = new TreeSet<>();
        s.learners().forEach((p, learner) -> {
            if (learner.stage() == stage) {
                there.add(p);
            }
        });
        return there;
    }

    /** Has leader s chosen its epoch? */
    private static boolean hasChosen(Node s) {
        return s.acceptedEpoch() == s.newEpoch();
    }

    /** A leader that knows what epochs a quorum has accepted chooses one that is later than all of them (step l.1.1). */
    private Node chooseEpoch(NodeId n, Node s) {
        return isQuorum(and(n, s.learners().keySet())) ? s.withEpochs(s.newEpoch(), s.currentEpoch()) : s;
    }

    /** A leader whose epoch a quorum has accepted takes over the latest history among theirs (step l.1.2). */
    private Node takeOver(NodeId n, Node s) {
        if (!hasChosen(s) || !isQuorum(and(n, at(s, ACCEPTED)))) {
            return s;
        }
        Map<NodeId, Learner> learners = new HashMap<>(s.learners());
        at(s, ACCEPTED).forEach(p -> learners.put(p, new Learner(SYNCHRONIZING, Zxid.NONE)));
        return holding(s, s.initialHistory())
                .withPhase(SYNCHRONIZATION)
                .withEpochs(s.acceptedEpoch(), s.newEpoch())
                .withInitialHistory(0, History.EMPTY)
                .withLearners(learners);
    }

    /** A leader whose initial history a quorum has on disk delivers it, and from then on broadcasts (step l.2.2). */
    private Node establish(NodeId n, Node s) {
        return s.phase() == SYNCHRONIZATION && isQuorum(and(n, at(s, ACTIVE)))
                ? s.withPhase(BROADCAST).withLastCommitted(s.history().length())
                : s;
    }

    /** A leader delivers what a quorum has on disk (step l.3.2). */
    private Node deliver(NodeId n, Node s) {
        Map<NodeId, Integer> holders = new HashMap<>();
        at(s, ACTIVE)
                .forEach(p ->
                        holders.put(p, s.history().countUpTo(s.learners().get(p).zxid())));
        int held = quorumHas(n, s.history().length(), holders);
        return s.withLastCommitted(Math.max(s.lastCommitted(), held));
    }

    /** How far a quorum has come, of leader n, which has come so far, and those of whom it knows it. */
    private int quorumHas(NodeId n, int own, Map<NodeId, Integer> known) {
        return Quorum.reached(voters.stream()
                .mapToInt(p -> p.equals(n) ? own : known.getOrDefault(p, 0))
                .toArray());
    }

    /** The history that a leader brings others to. */
    private static History known(Node s) {
        return s.history();
    }

    /**
     * What makes p's history, of which the last zxid is known, the leader's; and then the word that this was all (step l.2.1).
     * What comes no later than p's last transaction p has, but p may have more than that. What p lacks may be compacted already.
     */
    private List<Message> synchronize(NodeId n, Node s, NodeId p, Zxid zxid) {
        History history = known(s);
        int common = history.countUpTo(zxid);
        Zxid last = history.zxidAt(common);
        Message end = new NewLeader(n, p, s.newEpoch());
        if (!history.reachesBack(zxid) || history.length() - common > maxDiff) {
            return List.of(new Snap(n, p, history), end);
        }
        List<Transaction> rest = history.after(common);
        return List.of(last.equals(zxid) ? new Diff(n, p, rest) : new Trunc(n, p, last, rest), end);
    }

    /** To whom a leader proposes a transaction: all that have been sent what comes before it. */
    private static Set<NodeId> proposees(Node s) {
        Set<NodeId> proposees = at(s, SYNCHRONIZING);
        proposees.addAll(at(s, ACTIVE));
        return proposees;
    }

    /** How far a follower delivers that is told how far its leader has. */
    private static int deliverable(Node s, Zxid zxid) {
        return s.history().countUpTo(zxid);
    }

    /** A follower takes over the initial history of an epoch: first the history, then the epoch. */
    private static Node adopt(Node s, int epoch) {
        return holding(s, s.initialHistory())
                .withInitialHistory(0, History.EMPTY)
                .withEpochs(s.acceptedEpoch(), epoch);
    }

    /** A follower keeps the initial history of the epoch in memory until it knows that it is whole. */
    private static Node receiving(Node s, History history) {
        return s.withInitialHistory(s.latestEpoch(), history);
    }

    /** May a server compact so many transactions? Those that it has delivered. */
    private static boolean mayCompact(Node s, int index) {
        return index > s.history().snapshot().lastIndex() && index <= s.lastCommitted();
    }

    /** A leader confirms the rounds of reads that a quorum has answered. */
    private Node confirm(NodeId n, Node s) {
        int answered = quorumHas(n, s.round(), s.acked());
        return s.withConfirmed(Math.max(s.confirmed(), answered));
    }

    /** What is sent to each of some servers. */
    private static Set<Message> toEach(Set<NodeId> servers, Function<NodeId, Message> message) {
        Set<Message> messages = new LinkedHashSet<>();
        servers.forEach(p -> messages.add(message.apply(p)));
        return messages;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The actions: what can happen at a server.

    /** The oracle has server n lead, or follow another (Phase 0). */
    private Step<Node, Message> elect(NodeId n, Node s, NodeId p) {
        if (s.phase() != ELECTION || observers.contains(p)) {
            return Step.to(s);
        }
        Node elected = s.withPhase(DISCOVERY).withLeader(p);
        if (!p.equals(n)) {
            return new Step<>(elected, Set.of(new CEpoch(n, p, s.acceptedEpoch())));
        }
        Node leading = elected.withNewEpoch(s.acceptedEpoch() + 1).withInitialHistory(s.currentEpoch(), s.history());
        return Step.to(establish(n, takeOver(n, chooseEpoch(n, leading))));
    }

    /** The server has heard too little for too long: of its leader, or of a quorum of followers. */
    private static Step<Node, Message> timeout(Node s) {
        return Step.to(s.phase() == ELECTION ? s : looking(s));
    }

    /** A client sends a command to n, which leads, and broadcasts it (step l.3.1). */
    private Step<Node, Message> clientRequest(NodeId n, Node s, Command c) {
        if (!leads(n, s) || s.phase() != BROADCAST) {
            return Step.to(s);
        }
        Zxid last = s.history().lastZxid();
        int counter = last.epoch() == s.newEpoch() ? last.counter() + 1 : 1;
        Transaction transaction = new Transaction(new Zxid(s.newEpoch(), counter), c);
        return new Step<>(
                deliver(n, s.withHistory(s.history().extended(List.of(transaction)))),
                toEach(proposees(s), p -> new Propose(n, p, transaction)));
    }

    /** Leader n begins a round of reads: it asks those who follow it whether they do still. */
    private Step<Node, Message> readIndex(NodeId n, Node s) {
        if (!leads(n, s) || s.phase() != BROADCAST) {
            return Step.to(s);
        }
        int round = s.round() + 1;
        return new Step<>(confirm(n, s.withRound(round)), toEach(at(s, ACTIVE), p -> new Ping(n, p, round)));
    }

    /** The server replaces the first transactions of its history by a snapshot. */
    private Step<Node, Message> compact(Node s, int index) {
        return Step.to(mayCompact(s, index) ? s.withHistory(s.history().compacted(index, condense)) : s);
    }

    /** The server stops, and starts again with what it had on disk. */
    private static Step<Node, Message> restart(Node s) {
        return Step.to(durable(s));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What a server does with a message. Which can arrive in which phase, the spec's InPlace says: handlers do not ask.

    /** Leader n learns what epoch a server has accepted that wants to follow it, and tells its own (step l.1.1). */
    private Step<Node, Message> handleCEpoch(NodeId n, Node s, CEpoch m) {
        if (!leads(n, s)) {
            return Step.to(s);
        }
        Node connected = s.withLearners(with(s.learners(), m.from(), CONNECTED, Zxid.NONE));
        if (hasChosen(s)) {
            return new Step<>(connected, Set.of(new NewEpoch(n, m.from(), s.newEpoch())));
        }
        Node t = chooseEpoch(n, connected.withNewEpoch(Math.max(s.newEpoch(), m.acceptedEpoch() + 1)));
        Set<NodeId> invited = hasChosen(t) ? new TreeSet<>(t.learners().keySet()) : Set.of();
        return new Step<>(t, toEach(invited, p -> new NewEpoch(n, p, t.newEpoch())));
    }

    /** A follower accepts its leader's epoch, unless it has accepted a later one, and tells its history (step f.1.2). */
    private static Step<Node, Message> handleNewEpoch(NodeId n, Node s, NewEpoch m) {
        if (s.phase() != DISCOVERY) {
            return Step.to(s);
        } else if (m.epoch() < s.acceptedEpoch()) {
            return Step.to(looking(s));
        }
        return new Step<>(
                s.withEpochs(m.epoch(), s.currentEpoch()).withPhase(SYNCHRONIZATION),
                Set.of(new AckEpoch(n, m.from(), m.epoch() > s.acceptedEpoch(), s.currentEpoch(), s.history())));
    }

    /**
     * Leader n learns that a follower accepts its epoch, and its history. When a quorum has, n takes over the latest history
     * and sends it to them; who comes later gets it at once (steps l.1.2 and l.2.1).
     */
    private Step<Node, Message> handleAckEpoch(NodeId n, Node s, AckEpoch m) {
        Zxid zxid = m.history().lastZxid();
        if (s.phase() != DISCOVERY) {
            return new Step<>(
                    s.withLearners(with(s.learners(), m.from(), SYNCHRONIZING, Zxid.NONE)),
                    new LinkedHashSet<>(synchronize(n, s, m.from(), zxid)));
        } else if (!m.accepts()) {
            return Step.to(s);
        }
        Node accepted = s.withLearners(with(s.learners(), m.from(), ACCEPTED, zxid));
        Node heard = isLater(m.currentEpoch(), m.history(), s.latestEpoch(), s.initialHistory())
                ? accepted.withInitialHistory(m.currentEpoch(), m.history())
                : accepted;
        Node t = takeOver(n, heard);
        Set<Message> initial = new LinkedHashSet<>();
        if (t.phase() != DISCOVERY) {
            at(heard, ACCEPTED)
                    .forEach(p -> initial.addAll(
                            synchronize(n, t, p, heard.learners().get(p).zxid())));
        }
        return new Step<>(t, initial);
    }

    /** A follower learns what it lacks of the initial history. */
    private static Step<Node, Message> handleDiff(Node s, Diff m) {
        return Step.to(receiving(s, s.history().extended(m.transactions())));
    }

    /** A follower learns where its history and the initial one part. */
    private static Step<Node, Message> handleTrunc(Node s, Trunc m) {
        History kept = s.history().upTo(s.history().countUpTo(m.zxid()));
        return Step.to(receiving(s, kept.extended(m.transactions())));
    }

    /** A follower learns the whole initial history, or what its leader has still of it and the snapshot of all before. */
    private static Step<Node, Message> handleSnap(Node s, Snap m) {
        return Step.to(receiving(s, m.history()));
    }

    /** A follower has the whole initial history, writes it to disk, and says so (step f.2.1). */
    private static Step<Node, Message> handleNewLeader(NodeId n, Node s, NewLeader m) {
        Node t = adopt(s, m.epoch());
        return new Step<>(t, Set.of(new AckLeader(n, m.from(), t.history().lastZxid())));
    }

    /**
     * Leader n learns that a follower has the initial history on disk. When a quorum has, it is established, and all may
     * deliver that history; who comes later is told at once how far to deliver (step l.2.2).
     */
    private Step<Node, Message> handleAckLeader(NodeId n, Node s, AckLeader m) {
        Node active = s.withLearners(with(s.learners(), m.from(), ACTIVE, m.zxid()));
        Node t = s.phase() == BROADCAST ? deliver(n, active) : establish(n, active);
        if (t.phase() != BROADCAST) {
            return Step.to(t);
        }
        Zxid zxid = lastDelivered(t);
        Set<NodeId> told = s.phase() == BROADCAST ? Set.of(m.from()) : at(t, ACTIVE);
        Set<Message> messages = toEach(told, p -> new CommitLeader(n, p, zxid));
        if (t.lastCommitted() > s.lastCommitted()) {
            Set<NodeId> others = at(t, ACTIVE);
            others.removeAll(told);
            messages.addAll(toEach(others, p -> new Commit(n, p, zxid)));
        }
        return new Step<>(t, messages);
    }

    /** A follower delivers what its leader has, and from then on what is broadcast (step f.2.2). */
    private static Step<Node, Message> handleCommitLeader(Node s, CommitLeader m) {
        return Step.to(s.withPhase(BROADCAST).withLastCommitted(deliverable(s, m.zxid())));
    }

    /** A follower writes what its leader proposes to disk, and says so (step f.3.1). */
    private static Step<Node, Message> handlePropose(NodeId n, Node s, Propose m) {
        return new Step<>(
                s.withHistory(s.history().extended(List.of(m.transaction()))),
                Set.of(new Ack(n, m.from(), m.transaction().zxid())));
    }

    /** Leader n learns that a follower has a transaction on disk. What a quorum has it delivers (step l.3.2). */
    private Step<Node, Message> handleAck(NodeId n, Node s, Ack m) {
        Node t = deliver(n, s.withLearners(with(s.learners(), m.from(), ACTIVE, m.zxid())));
        return new Step<>(
                t,
                t.lastCommitted() > s.lastCommitted()
                        ? toEach(at(t, ACTIVE), p -> new Commit(n, p, lastDelivered(t)))
                        : Set.of());
    }

    /** A follower delivers what its leader has (step f.3.2). */
    private static Step<Node, Message> handleCommit(Node s, Commit m) {
        return Step.to(s.withLastCommitted(deliverable(s, m.zxid())));
    }

    /** A follower says that it follows still. */
    private static Step<Node, Message> handlePing(NodeId n, Node s, Ping m) {
        return new Step<>(s, Set.of(new PingReply(n, m.from(), m.round())));
    }

    /** Leader n learns that a follower had not left it when it answered a round. */
    private Step<Node, Message> handlePingReply(NodeId n, Node s, PingReply m) {
        Map<NodeId, Integer> acked = new HashMap<>(s.acked());
        acked.put(m.from(), m.round());
        return Step.to(confirm(n, s.withAcked(acked)));
    }

    private Step<Node, Message> receive(NodeId n, Node s, Message m) {
        if (m instanceof CEpoch cEpoch) {
            return handleCEpoch(n, s, cEpoch);
        } else if (m instanceof NewEpoch newEpoch) {
            return handleNewEpoch(n, s, newEpoch);
        } else if (m instanceof AckEpoch ackEpoch) {
            return handleAckEpoch(n, s, ackEpoch);
        } else if (m instanceof Diff diff) {
            return handleDiff(s, diff);
        } else if (m instanceof Trunc trunc) {
            return handleTrunc(s, trunc);
        } else if (m instanceof Snap snap) {
            return handleSnap(s, snap);
        } else if (m instanceof NewLeader newLeader) {
            return handleNewLeader(n, s, newLeader);
        } else if (m instanceof AckLeader ackLeader) {
            return handleAckLeader(n, s, ackLeader);
        } else if (m instanceof CommitLeader commitLeader) {
            return handleCommitLeader(s, commitLeader);
        } else if (m instanceof Propose propose) {
            return handlePropose(n, s, propose);
        } else if (m instanceof Ack ack) {
            return handleAck(n, s, ack);
        } else if (m instanceof Commit commit) {
            return handleCommit(s, commit);
        } else if (m instanceof Ping ping) {
            return handlePing(n, s, ping);
        } else {
            return handlePingReply(n, s, (PingReply) m);
        }
    }

    private static boolean leads(NodeId n, Node s) {
        return s.leader().equals(Optional.of(n));
    }

    private static Zxid lastDelivered(Node s) {
        return s.history().zxidAt(s.lastCommitted());
    }

    private static Set<NodeId> and(NodeId n, Set<NodeId> others) {
        Set<NodeId> all = new TreeSet<>(others);
        all.add(n);
        return all;
    }
}
