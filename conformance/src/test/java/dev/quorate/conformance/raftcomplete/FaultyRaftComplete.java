package dev.quorate.conformance.raftcomplete;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Log;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Message.AppendEntriesReply;
import dev.quorate.raft.complete.Message.InstallSnapshot;
import dev.quorate.raft.complete.Message.PreVote;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.Node.Leading;
import dev.quorate.raft.complete.Role;
import dev.quorate.raft.complete.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The world of Raft with what a cluster needs that runs, with a fault in the code, made by doing something else than what is asked. */
enum FaultyRaftComplete {
    /** Who has a leader lets others stand for all that. */
    REGARDS_CANDIDATES,

    /** Who would vote for a candidate goes to its term. */
    GOES_ALONG,

    /** A late snapshot overwrites a newer log. */
    TAKES_ANY_SNAPSHOT,

    /** With what is compacted goes what is not committed yet. */
    COMPACTS_ALL,

    /** The configuration is not in the snapshot. */
    LEAVES_THE_CONFIGURATION_OUT,

    /** What was sent is taken for held. */
    BELIEVES_WHAT_IT_SENDS,

    /** A leader that is removed leads on. */
    NEVER_LEAVES,

    /** Learners count in quorums. */
    COUNTS_LEARNERS,

    /** A leader reads before it has committed an entry of its own. */
    READS_EARLY,

    /** An answer counts for all reads that have begun since. */
    TAKES_LATE_ANSWERS,

    /** Nobody's answer is heard, so nothing is ever committed. */
    HEARS_NO_ANSWER;

    private Step<Node, Message> step(Protocol<Node, Event, Message> raft, Node s, Event event) {
        Message m = event instanceof Event.Receive receive ? receive.message() : null;
        Step<Node, Message> step = raft.step(s, event);
        Node next = step.state();
        return switch (this) {
            case REGARDS_CANDIDATES ->
                m instanceof RequestVote vote
                        ? raft.step(
                                s,
                                new Event.Receive(
                                        vote.to(),
                                        new RequestVote(
                                                vote.from(),
                                                vote.to(),
                                                vote.term(),
                                                vote.lastLogIndex(),
                                                vote.lastLogTerm(),
                                                true)))
                        : step;
            case GOES_ALONG ->
                m instanceof PreVote question && question.term() >= s.currentTerm()
                        ? new Step<>(
                                node(s, question.term() + 1, Optional.empty(), s.log(), Role.FOLLOWER, Leading.NOT),
                                step.messages())
                        : step;
            case TAKES_ANY_SNAPSHOT ->
                m instanceof InstallSnapshot install && install.term() == next.currentTerm()
                        ? new Step<>(
                                new Node(
                                        next.currentTerm(),
                                        next.votedFor(),
                                        new Log(install.snapshot(), List.of()),
                                        next.role(),
                                        next.leader(),
                                        next.votesGranted(),
                                        next.leading(),
                                        install.snapshot().lastIndex()),
                                step.messages())
                        : step;
            case COMPACTS_ALL ->
                event instanceof Event.Compact
                        ? Step.to(with(
                                next,
                                new Log(
                                        next.log().snapshot(),
                                        next.log()
                                                .entries()
                                                .subList(
                                                        0,
                                                        next.commitIndex()
                                                                - next.log()
                                                                        .snapshot()
                                                                        .lastIndex()))))
                        : step;
            case LEAVES_THE_CONFIGURATION_OUT ->
                event instanceof Event.Compact ? Step.to(with(next, withoutConfiguration(s, next))) : step;
            case BELIEVES_WHAT_IT_SENDS ->
                event instanceof Event.SendAppendEntries send && s.role() == Role.LEADER
                        ? new Step<>(believing(next, send.peer()), step.messages())
                        : step;
            case NEVER_LEAVES ->
                s.role() == Role.LEADER
                                && m instanceof AppendEntriesReply
                                && next.commitIndex() > s.commitIndex()
                                && next.role() != Role.LEADER
                        ? Step.to(new Node(
                                s.currentTerm(),
                                s.votedFor(),
                                s.log(),
                                s.role(),
                                s.leader(),
                                s.votesGranted(),
                                s.leading(),
                                next.commitIndex()))
                        : step;
            case COUNTS_LEARNERS ->
                m instanceof AppendEntriesReply && s.role() == Role.LEADER
                        ? countingLearners(s, step, event.node())
                        : step;
            case READS_EARLY ->
                event instanceof Event.ReadIndex && s.role() == Role.LEADER && step.equals(Step.to(s))
                        ? Step.to(reading(s, s.leading().round() + 1))
                        : step;
            case TAKES_LATE_ANSWERS ->
                m instanceof AppendEntriesReply reply
                        ? raft.step(
                                s,
                                new Event.Receive(
                                        reply.to(),
                                        new AppendEntriesReply(
                                                reply.from(),
                                                reply.to(),
                                                reply.term(),
                                                reply.success(),
                                                reply.matchIndex(),
                                                s.leading().round())))
                        : step;
            case HEARS_NO_ANSWER -> m instanceof AppendEntriesReply ? Step.to(s) : step;
        };
    }

    /** The same world, in which the code has this fault. */
    <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }

    private static Node node(Node s, int term, Optional<NodeId> votedFor, Log log, Role role, Leading leading) {
        return new Node(
                term,
                votedFor,
                log,
                role,
                s.leader(),
                role == Role.FOLLOWER ? Set.of() : s.votesGranted(),
                leading,
                s.commitIndex());
    }

    private static Node with(Node s, Log log) {
        return node(s, s.currentTerm(), s.votedFor(), log, s.role(), s.leading());
    }

    private static Log withoutConfiguration(Node before, Node after) {
        Snapshot snapshot = after.log().snapshot();
        return new Log(
                new Snapshot(
                        snapshot.lastIndex(),
                        snapshot.lastTerm(),
                        snapshot.state(),
                        before.log().snapshot().configuration()),
                after.log().entries());
    }

    private static Node believing(Node s, NodeId peer) {
        Leading l = s.leading();
        Integer next = l.nextIndex().get(peer);
        if (next == null) {
            return s;
        }
        Map<NodeId, Integer> match = new HashMap<>(l.matchIndex());
        match.put(peer, next - 1);
        return with(s, l, match, l.round());
    }

    private static Node reading(Node s, int round) {
        return with(s, s.leading(), s.leading().matchIndex(), round);
    }

    private static Node with(Node s, Leading l, Map<NodeId, Integer> match, int round) {
        Leading leading = new Leading(
                l.nextIndex(),
                match,
                l.active(),
                l.transferee(),
                l.transferred(),
                round,
                l.acked(),
                l.confirmed(),
                l.expired());
        return node(s, s.currentTerm(), s.votedFor(), s.log(), s.role(), leading);
    }

    private static Configuration configuration(Node s) {
        return s.log().configurationAt(s.log().lastIndex());
    }

    /** Commits what more than half as many hold as there are voters, whoever they are. */
    private static Step<Node, Message> countingLearners(Node s, Step<Node, Message> step, NodeId n) {
        Node next = step.state();
        if (next.role() != Role.LEADER || !configuration(next).voters().contains(n)) {
            return step;
        }
        int commitIndex = next.commitIndex();
        for (int i = next.log().lastIndex();
                i > next.commitIndex() && next.log().termAt(i) == next.currentTerm();
                i--) {
            Set<NodeId> holders = new HashSet<>(Set.of(n));
            for (Map.Entry<NodeId, Integer> match : next.leading().matchIndex().entrySet()) {
                if (match.getValue() >= i) {
                    holders.add(match.getKey());
                }
            }
            if (2 * holders.size() > configuration(s).voters().size()) {
                commitIndex = i;
                break;
            }
        }
        return new Step<>(
                new Node(
                        next.currentTerm(),
                        next.votedFor(),
                        next.log(),
                        next.role(),
                        next.leader(),
                        next.votesGranted(),
                        next.leading(),
                        commitIndex),
                step.messages());
    }
}
