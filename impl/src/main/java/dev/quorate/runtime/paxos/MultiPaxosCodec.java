package dev.quorate.runtime.paxos;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.core.PersistentList;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Accepted;
import dev.quorate.paxos.multi.Message.CatchUp;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.CommitReply;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Message.Promise;
import dev.quorate.paxos.multi.Message.Refusal;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Proposal;
import dev.quorate.paxos.multi.Reading;
import dev.quorate.paxos.multi.Role;
import dev.quorate.paxos.multi.Snapshot;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import dev.quorate.runtime.wire.Names;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Multi-Paxos's states and messages as bytes. Each record and message begins with its number in the list of its kind. */
final class MultiPaxosCodec implements Codec<Node, Event, Message> {
    /** A ballot is promised. */
    private static final int PROMISED = 0;

    /** A proposal is accepted in a slot. */
    private static final int ACCEPTED = 1;

    /** A leader proposes anew, in all slots after this one. */
    private static final int PROPOSED = 2;

    /** The slots up to an index are replaced by a snapshot, which is made anew from them. */
    private static final int COMPACTED = 3;

    /** A leader's snapshot takes the place of what it covers. */
    private static final int INSTALLED = 4;

    /** No leader is so far ahead of what it knows to be chosen that a log has as many holes. */
    private static final int MAX_HOLES = 1 << 20;

    private static final List<Class<? extends Message>> MESSAGES = List.of(
            Prepare.class,
            Promise.class,
            Accept.class,
            Accepted.class,
            Commit.class,
            CommitReply.class,
            CatchUp.class,
            InstallSnapshot.class,
            Refusal.class);

    private final UnaryOperator<List<Command>> condense;

    MultiPaxosCodec(UnaryOperator<List<Command>> condense) {
        this.condense = condense;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What is durable.

    @Override
    public void changes(Node before, Event event, Node after, Encoder out) {
        if (before.ballot() != after.ballot()) {
            out.number(PROMISED).number(after.ballot());
        }
        if (isSame(before, after)) {
            return;
        } else if (event instanceof Event.Compact compact) {
            out.number(COMPACTED).number(compact.index());
        } else if (event instanceof Event.Receive receive && receive.message() instanceof InstallSnapshot install) {
            encodeSnapshot(install.snapshot(), out.number(INSTALLED));
        } else if (event instanceof Event.Receive receive && receive.message() instanceof Accept accept) {
            encodeAccepted(accept.slot(), after, out);
        } else if (event instanceof Event.ClientRequest) {
            encodeAccepted(after.lastSlot(), after, out);
        } else {
            out.number(PROPOSED)
                    .number(before.commitIndex())
                    .all(logAfter(after, before.commitIndex()), MultiPaxosCodec::encodeProposal);
        }
    }

    /** Whether a step has left the log as it was. Logs that are equal for all that are written once more, which costs less than to compare. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Node before, Node after) {
        return before.log() == after.log() && before.snapshot() == after.snapshot();
    }

    private static void encodeAccepted(int slot, Node after, Encoder out) {
        encodeProposal(out.number(ACCEPTED).number(slot), after.proposalAt(slot));
    }

    @Override
    public Node replay(NodeId node, Node s, Decoder in) {
        int kind = in.natural();
        return switch (kind) {
            case PROMISED -> durable(in.natural(), s.snapshot(), s.log());
            case ACCEPTED -> accepted(s, in.natural(), proposal(in), in);
            case PROPOSED -> {
                int kept = in.natural();
                in.check(
                        kept >= s.snapshot().lastIndex() && kept <= s.lastSlot(),
                        "proposals that follow those of the log");
                yield durable(
                        s.ballot(),
                        s.snapshot(),
                        log(s).first(kept - s.snapshot().lastIndex()).plusAll(in.all(MultiPaxosCodec::proposal)));
            }
            case COMPACTED -> compacted(s, in.natural(), in);
            case INSTALLED -> {
                Snapshot snapshot = snapshot(in);
                in.check(snapshot.lastIndex() > s.snapshot().lastIndex(), "a snapshot of more");
                yield durable(s.ballot(), snapshot, logAfter(s, snapshot.lastIndex()));
            }
            default -> throw in.malformed("a record that is known");
        };
    }

    private static Node accepted(Node s, int slot, Proposal proposal, Decoder in) {
        PersistentList<Proposal> log = log(s);
        int i = slot - s.snapshot().lastIndex() - 1;
        in.check(i >= 0 && i - log.size() <= MAX_HOLES, "a slot that is near the log's");
        return durable(
                s.ballot(),
                s.snapshot(),
                i < log.size()
                        ? log.with(i, proposal)
                        : log.plusAll(Collections.nCopies(i - log.size(), Proposal.HOLE))
                                .plus(proposal));
    }

    private Node compacted(Node s, int index, Decoder in) {
        in.check(index > s.snapshot().lastIndex() && index <= s.lastSlot(), "a slot of the log");
        for (int slot = s.snapshot().lastIndex() + 1; slot <= index; slot++) {
            in.check(s.proposalAt(slot).command().isPresent(), "no hole in what is compacted");
        }
        return durable(s.ballot(), new Snapshot(index, condense.apply(s.commands(index))), logAfter(s, index));
    }

    private static PersistentList<Proposal> log(Node s) {
        return PersistentList.from(s.log());
    }

    private static List<Proposal> logAfter(Node s, int index) {
        int size = s.log().size();
        return log(s).after(Math.min(index - s.snapshot().lastIndex(), size));
    }

    private static Node durable(int ballot, Snapshot snapshot, List<Proposal> log) {
        return new Node(
                ballot,
                snapshot,
                log,
                Role.FOLLOWER,
                Set.of(),
                List.of(),
                PersistentList.empty(),
                snapshot.lastIndex(),
                Reading.NONE);
    }

    @Override
    public void checkpoint(Node s, Encoder out) {
        encodeSnapshot(s.snapshot(), out.number(s.ballot()));
        out.all(s.log(), MultiPaxosCodec::encodeProposal);
    }

    @Override
    public Node restore(NodeId node, Decoder in) {
        Node s = durable(in.natural(), snapshot(in), PersistentList.from(in.all(MultiPaxosCodec::proposal)));
        in.end();
        return s;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Messages.

    @Override
    public void encode(Message message, Encoder out) {
        out.number(MESSAGES.indexOf(message.getClass()));
        Names.write(out, message.from());
        Names.write(out, message.to());
        out.number(message.ballot());
        if (message instanceof Prepare m) {
            out.number(m.firstOpenSlot());
        } else if (message instanceof Promise m) {
            out.all(m.accepted(), MultiPaxosCodec::encodeProposal);
        } else if (message instanceof Accept m) {
            Names.write(out.number(m.slot()), m.command());
        } else if (message instanceof Accepted m) {
            out.number(m.slot());
        } else if (message instanceof Commit m) {
            out.number(m.commitIndex()).number(m.round());
        } else if (message instanceof CommitReply m) {
            out.number(m.round());
        } else if (message instanceof CatchUp m) {
            out.number(m.firstOpenSlot());
        } else if (message instanceof InstallSnapshot m) {
            encodeSnapshot(m.snapshot(), out);
        }
    }

    @Override
    public Message decode(Decoder in) {
        Class<? extends Message> type = in.oneOf(MESSAGES);
        NodeId from = Names.node(in);
        NodeId to = Names.node(in);
        int ballot = in.natural();
        Message message = message(type, from, to, ballot, in);
        in.end();
        return message;
    }

    private static Message message(Class<? extends Message> type, NodeId from, NodeId to, int ballot, Decoder in) {
        if (type == Prepare.class) {
            return new Prepare(from, to, ballot, in.natural());
        } else if (type == Promise.class) {
            return new Promise(from, to, ballot, in.all(MultiPaxosCodec::proposal));
        } else if (type == Accept.class) {
            return new Accept(from, to, ballot, in.natural(), Names.command(in));
        } else if (type == Accepted.class) {
            return new Accepted(from, to, ballot, in.natural());
        } else if (type == Commit.class) {
            return new Commit(from, to, ballot, in.natural(), in.natural());
        } else if (type == CommitReply.class) {
            return new CommitReply(from, to, ballot, in.natural());
        } else if (type == CatchUp.class) {
            return new CatchUp(from, to, ballot, in.natural());
        } else if (type == InstallSnapshot.class) {
            return new InstallSnapshot(from, to, ballot, snapshot(in));
        }
        return new Refusal(from, to, ballot);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What both are made of.

    private static void encodeSnapshot(Snapshot snapshot, Encoder out) {
        out.number(snapshot.lastIndex()).all(snapshot.state(), Names::write);
    }

    private static Snapshot snapshot(Decoder in) {
        return new Snapshot(in.natural(), in.all(Names::command));
    }

    private static void encodeProposal(Encoder out, Proposal proposal) {
        out.number(proposal.ballot());
        proposal.command().ifPresent(command -> Names.write(out, command));
    }

    private static Proposal proposal(Decoder in) {
        int ballot = in.natural();
        return ballot == 0 ? Proposal.HOLE : new Proposal(ballot, Optional.of(Names.command(in)));
    }
}
