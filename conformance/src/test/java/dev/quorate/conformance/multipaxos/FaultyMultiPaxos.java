package dev.quorate.conformance.multipaxos;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.Protocol;
import dev.quorate.core.Step;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.CommitReply;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Reading;
import dev.quorate.paxos.multi.Role;
import dev.quorate.paxos.multi.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Multi-Paxos's world with a fault in the code, made by doing something else than what is asked. */
enum FaultyMultiPaxos {
    /** A new leader leaves gaps as they are. */
    LEAVES_HOLES,

    /** A new leader does not look at what promises tell, and proposes its own clients' commands there. */
    HAS_ITS_OWN_WAY,

    /** A promise tells of the first open slot only, and the leader goes on to the next. */
    COVERS_ONE_SLOT,

    /** The promise is not on disk. */
    FORGETS_ITS_PROMISE,

    /** What was accepted is not on disk. */
    FORGETS_WHAT_IT_ACCEPTED,

    /** An acceptor accepts whatever it is asked to. */
    ACCEPTS_LATE,

    /** A follower takes for chosen whatever it has accepted, in any ballot. */
    LEARNS_ANY_PROPOSAL,

    /** A gap is filled with a command that no client has sent. */
    INVENTS_COMMANDS,

    /** A node takes the next ballot, whosever it is. */
    SHARES_BALLOTS,

    /** A follower believes the last commit index that it hears, even an old one. */
    BELIEVES_THE_LAST_WORD,

    /** A snapshot is taken, however old it is. */
    TAKES_OLD_SNAPSHOTS,

    /** A snapshot replaces the whole log. */
    DROPS_WHAT_COMES_AFTER,

    /** A promise tells of slots that are compacted away as if they were empty. */
    TELLS_OF_NOTHING,

    /** The snapshot is not on disk when the log is cut. */
    FORGETS_THE_SNAPSHOT,

    /** All that is in the log is compacted, chosen or not. */
    COMPACTS_WHAT_IS_OPEN,

    /** A leader sends only the slots that it has still. */
    KEEPS_THE_SNAPSHOT,

    /** A leader answers reads and asks nobody whether it is one. */
    ASKS_NOBODY,

    /** An answer counts for the last round of reads, whichever it was asked in. */
    COUNTS_ANY_ANSWER,

    /** A new leader answers reads before it knows what others have committed. */
    READS_EARLY,

    /** Half of the nodes is enough. */
    HALF_IS_ENOUGH;

    private static final NodeId NOBODY = new NodeId("nobody");
    private static final Command INVENTED = new Command("invented");

    private Step<Node, Message> step(Protocol<Node, Event, Message> code, Node s, Event event) {
        Optional<Message> arrived =
                event instanceof Event.Receive receive ? Optional.of(receive.message()) : Optional.empty();
        if (this == LEAVES_HOLES && event instanceof Event.SendAccept send && isHole(s, send.slot())) {
            return Step.to(s);
        }
        if (this == SHARES_BALLOTS && s.role() == Role.LEADER && isOfAnotherLeader(s, arrived)) {
            return Step.to(s);
        }
        Step<Node, Message> step = code.step(s, event);
        boolean leads = s.role() != Role.LEADER && step.state().role() == Role.LEADER;
        return switch (this) {
            case LEAVES_HOLES -> leads ? new Step<>(withGaps(s, step.state(), Proposal.HOLE), step.messages()) : step;
            case HAS_ITS_OWN_WAY ->
                arrived.orElse(null) instanceof Promise m
                        ? code.step(s, new Event.Receive(m.to(), new Promise(m.from(), m.to(), m.ballot(), List.of())))
                        : step;
            case COVERS_ONE_SLOT ->
                new Step<>(
                        step.state(),
                        step.messages().stream()
                                .map(FaultyMultiPaxos::firstSlot)
                                .collect(Collectors.toSet()));
            case FORGETS_ITS_PROMISE ->
                event instanceof Event.Restart
                        ? Step.to(new Node(
                                0,
                                s.snapshot(),
                                s.log(),
                                Role.FOLLOWER,
                                Set.of(),
                                List.of(),
                                List.of(),
                                s.snapshot().lastIndex(),
                                Reading.NONE))
                        : step;
            case FORGETS_WHAT_IT_ACCEPTED ->
                event instanceof Event.Restart
                        ? Step.to(new Node(
                                s.ballot(),
                                s.snapshot(),
                                List.of(),
                                Role.FOLLOWER,
                                Set.of(),
                                List.of(),
                                List.of(),
                                s.snapshot().lastIndex(),
                                Reading.NONE))
                        : step;
            case ACCEPTS_LATE ->
                arrived.orElse(null) instanceof Accept m && m.ballot() < s.ballot() && s.role() == Role.FOLLOWER
                        ? accepted(code, s, m)
                        : step;
            case LEARNS_ANY_PROPOSAL ->
                arrived.orElse(null) instanceof Commit m
                                && m.ballot() == step.state().ballot()
                        ? new Step<>(withCommitIndex(step.state(), learned(step.state(), m)), step.messages())
                        : step;
            case INVENTS_COMMANDS ->
                leads
                        ? new Step<>(
                                withGaps(
                                        s,
                                        step.state(),
                                        new Proposal(step.state().ballot(), Optional.of(INVENTED))),
                                step.messages())
                        : step;
            case SHARES_BALLOTS ->
                event instanceof Event.Timeout && step.state().role() == Role.CANDIDATE
                        ? shared(step, s.ballot() + 1)
                        : step;
            case BELIEVES_THE_LAST_WORD ->
                arrived.orElse(null) instanceof Commit m
                                && m.ballot() == step.state().ballot()
                        ? Step.to(withCommitIndex(
                                step.state(),
                                Math.max(
                                        step.state().snapshot().lastIndex(),
                                        Math.min(m.commitIndex(), step.state().commitIndex()))))
                        : step;
            case TAKES_OLD_SNAPSHOTS ->
                arrived.orElse(null) instanceof InstallSnapshot m
                                && m.ballot() == step.state().ballot()
                                && step.state().role() != Role.LEADER
                        ? Step.to(restarted(m.ballot(), m.snapshot(), List.of()))
                        : step;
            case DROPS_WHAT_COMES_AFTER ->
                arrived.isPresent() && !step.state().snapshot().equals(s.snapshot())
                        ? Step.to(withLog(step.state(), List.of()))
                        : step;
            case TELLS_OF_NOTHING ->
                arrived.orElse(null) instanceof Prepare m
                                && m.firstOpenSlot() <= s.snapshot().lastIndex()
                        ? new Step<>(
                                step.state(),
                                code.step(restarted(s.ballot(), Snapshot.NONE, withHoles(s)), event)
                                        .messages())
                        : step;
            case FORGETS_THE_SNAPSHOT ->
                event instanceof Event.Restart ? Step.to(restarted(s.ballot(), Snapshot.NONE, s.log())) : step;
            case COMPACTS_WHAT_IS_OPEN ->
                event instanceof Event.Compact
                                && s.role() == Role.FOLLOWER
                                && !s.log().contains(Proposal.HOLE)
                        ? code.step(withCommitIndex(s, s.lastSlot()), new Event.Compact(event.node(), s.lastSlot()))
                        : step;
            case KEEPS_THE_SNAPSHOT ->
                new Step<>(
                        step.state(),
                        step.messages().stream()
                                .filter(m -> !(m instanceof InstallSnapshot) || arrived.orElse(null) instanceof Prepare)
                                .collect(Collectors.toSet()));
            case ASKS_NOBODY ->
                event instanceof Event.ReadIndex && s.role() == Role.LEADER
                        ? Step.to(
                                withReading(step.state(), confirmed(step.state().reading())))
                        : step;
            case COUNTS_ANY_ANSWER ->
                arrived.orElse(null) instanceof CommitReply m && m.ballot() == s.ballot()
                        ? code.step(
                                s,
                                new Event.Receive(
                                        m.to(),
                                        new CommitReply(
                                                m.from(),
                                                m.to(),
                                                m.ballot(),
                                                s.reading().round())))
                        : step;
            case READS_EARLY ->
                event instanceof Event.ReadIndex && step.state().reading().floor() > 0
                        ? Step.to(withReading(
                                step.state(), withoutFloor(step.state().reading())))
                        : step;
            case HALF_IS_ENOUGH -> withOneMore(code, step, arrived);
        };
    }

    /** The log of a new leader, in which the slots that it fills with a no-op hold something else. */
    private static Node withGaps(Node before, Node after, Proposal filled) {
        List<Proposal> log = new ArrayList<>(after.log());
        for (int slot = before.commitIndex() + 1; slot <= after.lastSlot(); slot++) {
            if (after.proposalAt(slot).command().equals(Optional.of(MultiPaxos.NO_OP))
                    && before.proposalAt(slot).equals(Proposal.HOLE)) {
                log.set(slot - after.snapshot().lastIndex() - 1, filled);
            }
        }
        return withLog(after, log);
    }

    private static boolean isHole(Node s, int slot) {
        return slot <= s.lastSlot() && s.proposalAt(slot).equals(Proposal.HOLE);
    }

    private static Message firstSlot(Message message) {
        return message instanceof Promise m && m.accepted().size() > 1
                ? new Promise(m.from(), m.to(), m.ballot(), m.accepted().subList(0, 1))
                : message;
    }

    /** What it would do if it had promised no more than this ballot. */
    private static Step<Node, Message> accepted(Protocol<Node, Event, Message> code, Node s, Accept m) {
        Node forgetful = new Node(
                m.ballot(),
                s.snapshot(),
                s.log(),
                s.role(),
                s.promises(),
                s.adopted(),
                s.acks(),
                s.commitIndex(),
                s.reading());
        Step<Node, Message> step = code.step(forgetful, new Event.Receive(m.to(), m));
        Node after = step.state();
        return new Step<>(
                new Node(
                        s.ballot(),
                        after.snapshot(),
                        after.log(),
                        after.role(),
                        after.promises(),
                        after.adopted(),
                        after.acks(),
                        after.commitIndex(),
                        after.reading()),
                step.messages());
    }

    private static boolean isOfAnotherLeader(Node s, Optional<Message> arrived) {
        return (arrived.orElse(null) instanceof Accept accept && accept.ballot() == s.ballot())
                || (arrived.orElse(null) instanceof Accepted accepted && accepted.slot() > s.lastSlot());
    }

    private static Step<Node, Message> shared(Step<Node, Message> step, int ballot) {
        Node s = step.state();
        return new Step<>(
                new Node(
                        ballot,
                        s.snapshot(),
                        s.log(),
                        s.role(),
                        s.promises(),
                        s.adopted(),
                        s.acks(),
                        s.commitIndex(),
                        s.reading()),
                step.messages().stream()
                        .map(Message.Prepare.class::cast)
                        .map(m -> new Message.Prepare(m.from(), m.to(), ballot, m.firstOpenSlot()))
                        .collect(Collectors.toSet()));
    }

    /** What it does if two of four have answered: as if a third had. */
    private static Step<Node, Message> withOneMore(
            Protocol<Node, Event, Message> code, Step<Node, Message> step, Optional<Message> arrived) {
        Node s = step.state();
        if (arrived.orElse(null) instanceof Promise m && s.promises().size() == 2) {
            return code.step(s, new Event.Receive(m.to(), new Promise(NOBODY, m.to(), m.ballot(), List.of())));
        } else if (arrived.orElse(null) instanceof Accepted m && m.slot() > s.commitIndex()) {
            return code.step(s, new Event.Receive(m.to(), new Accepted(NOBODY, m.to(), m.ballot(), m.slot())));
        }
        return step;
    }

    private static int learned(Node s, Commit m) {
        int k = s.commitIndex();
        while (k < m.commitIndex() && !s.proposalAt(k + 1).equals(Proposal.HOLE)) {
            k++;
        }
        return k;
    }

    /** A follower that knows no more of what is chosen than its snapshot. */
    private static Node restarted(int ballot, Snapshot snapshot, List<Proposal> log) {
        return new Node(
                ballot,
                snapshot,
                log,
                Role.FOLLOWER,
                Set.of(),
                List.of(),
                List.of(),
                snapshot.lastIndex(),
                Reading.NONE);
    }

    /** The whole log, with holes in place of what is compacted. */
    private static List<Proposal> withHoles(Node s) {
        List<Proposal> log = new ArrayList<>(Collections.nCopies(s.snapshot().lastIndex(), Proposal.HOLE));
        log.addAll(s.log());
        return log;
    }

    private static Reading confirmed(Reading reading) {
        return new Reading(reading.round(), reading.acked(), reading.round(), reading.floor());
    }

    private static Reading withoutFloor(Reading reading) {
        return new Reading(reading.round(), reading.acked(), reading.confirmed(), 0);
    }

    private static Node withReading(Node s, Reading reading) {
        return new Node(
                s.ballot(),
                s.snapshot(),
                s.log(),
                s.role(),
                s.promises(),
                s.adopted(),
                s.acks(),
                s.commitIndex(),
                reading);
    }

    private static Node withLog(Node s, List<Proposal> log) {
        return new Node(
                s.ballot(),
                s.snapshot(),
                log,
                s.role(),
                s.promises(),
                s.adopted(),
                s.acks(),
                s.commitIndex(),
                s.reading());
    }

    private static Node withCommitIndex(Node s, int commitIndex) {
        return new Node(
                s.ballot(),
                s.snapshot(),
                s.log(),
                s.role(),
                s.promises(),
                s.adopted(),
                s.acks(),
                commitIndex,
                s.reading());
    }

    /** The same world, in which the code has this fault. */
    public <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
