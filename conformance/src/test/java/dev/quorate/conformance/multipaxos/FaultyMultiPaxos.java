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
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.MultiPaxos;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Role;
import java.util.ArrayList;
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
            case LEAVES_HOLES -> leads ? new Step<>(withHoles(s, step.state()), step.messages()) : step;
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
                        ? Step.to(new Node(0, s.log(), Role.FOLLOWER, Set.of(), List.of(), List.of(), 0))
                        : step;
            case FORGETS_WHAT_IT_ACCEPTED ->
                event instanceof Event.Restart
                        ? Step.to(new Node(s.ballot(), List.of(), Role.FOLLOWER, Set.of(), List.of(), List.of(), 0))
                        : step;
            case ACCEPTS_LATE ->
                arrived.orElse(null) instanceof Accept m && m.ballot() < s.ballot() ? accepted(code, s, m) : step;
            case LEARNS_ANY_PROPOSAL ->
                arrived.orElse(null) instanceof Commit m
                                && m.ballot() == step.state().ballot()
                        ? Step.to(withCommitIndex(step.state(), learned(step.state(), m)))
                        : step;
            case INVENTS_COMMANDS -> leads ? new Step<>(withInvented(s, step.state()), step.messages()) : step;
            case SHARES_BALLOTS ->
                event instanceof Event.Timeout && step.state().role() == Role.CANDIDATE
                        ? shared(step, s.ballot() + 1)
                        : step;
            case BELIEVES_THE_LAST_WORD ->
                arrived.orElse(null) instanceof Commit m
                                && m.ballot() == step.state().ballot()
                        ? Step.to(withCommitIndex(
                                step.state(),
                                Math.min(m.commitIndex(), step.state().commitIndex())))
                        : step;
            case HALF_IS_ENOUGH -> withOneMore(code, step, arrived);
        };
    }

    private static boolean isNew(Node before, Node after, int i) {
        return i >= before.commitIndex()
                && after.log().get(i).command().equals(Optional.of(MultiPaxos.NO_OP))
                && (i >= before.log().size() || before.log().get(i).equals(Proposal.HOLE));
    }

    private static Node withHoles(Node before, Node after) {
        List<Proposal> log = new ArrayList<>(after.log());
        for (int i = 0; i < log.size(); i++) {
            if (isNew(before, after, i)) {
                log.set(i, Proposal.HOLE);
            }
        }
        return withLog(after, log);
    }

    private static Node withInvented(Node before, Node after) {
        List<Proposal> log = new ArrayList<>(after.log());
        for (int i = 0; i < log.size(); i++) {
            if (isNew(before, after, i)) {
                log.set(i, new Proposal(after.ballot(), Optional.of(INVENTED)));
            }
        }
        return withLog(after, log);
    }

    private static boolean isHole(Node s, int slot) {
        return slot <= s.log().size() && s.log().get(slot - 1).equals(Proposal.HOLE);
    }

    private static Message firstSlot(Message message) {
        return message instanceof Promise m && m.accepted().size() > 1
                ? new Promise(m.from(), m.to(), m.ballot(), m.accepted().subList(0, 1))
                : message;
    }

    /** What it would do if it had promised no more than this ballot. */
    private static Step<Node, Message> accepted(Protocol<Node, Event, Message> code, Node s, Accept m) {
        Node forgetful = new Node(m.ballot(), s.log(), s.role(), s.promises(), s.adopted(), s.acks(), s.commitIndex());
        Step<Node, Message> step = code.step(forgetful, new Event.Receive(m.to(), m));
        Node after = step.state();
        return new Step<>(
                new Node(
                        s.ballot(),
                        after.log(),
                        after.role(),
                        after.promises(),
                        after.adopted(),
                        after.acks(),
                        after.commitIndex()),
                step.messages());
    }

    private static boolean isOfAnotherLeader(Node s, Optional<Message> arrived) {
        return (arrived.orElse(null) instanceof Accept accept && accept.ballot() == s.ballot())
                || (arrived.orElse(null) instanceof Accepted accepted
                        && accepted.slot() > s.log().size());
    }

    private static Step<Node, Message> shared(Step<Node, Message> step, int ballot) {
        Node s = step.state();
        return new Step<>(
                new Node(ballot, s.log(), s.role(), s.promises(), s.adopted(), s.acks(), s.commitIndex()),
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
        while (k < m.commitIndex() && k < s.log().size() && !s.log().get(k).equals(Proposal.HOLE)) {
            k++;
        }
        return k;
    }

    private static Node withLog(Node s, List<Proposal> log) {
        return new Node(s.ballot(), log, s.role(), s.promises(), s.adopted(), s.acks(), s.commitIndex());
    }

    private static Node withCommitIndex(Node s, int commitIndex) {
        return new Node(s.ballot(), s.log(), s.role(), s.promises(), s.adopted(), s.acks(), commitIndex);
    }

    /** The same world, in which the code has this fault. */
    public <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.in(world, this::step);
    }
}
