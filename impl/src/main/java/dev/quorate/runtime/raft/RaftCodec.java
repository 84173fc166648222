package dev.quorate.runtime.raft;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Configuration;
import dev.quorate.raft.complete.Entry;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Log;
import dev.quorate.raft.complete.Message;
import dev.quorate.raft.complete.Message.AppendEntries;
import dev.quorate.raft.complete.Message.AppendEntriesReply;
import dev.quorate.raft.complete.Message.InstallSnapshot;
import dev.quorate.raft.complete.Message.PreVote;
import dev.quorate.raft.complete.Message.PreVoteReply;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Message.RequestVoteReply;
import dev.quorate.raft.complete.Message.TimeoutNow;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.Role;
import dev.quorate.raft.complete.Snapshot;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import dev.quorate.runtime.wire.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Raft's states and messages as bytes. Each record and message begins with its number in the list of its kind. */
final class RaftCodec implements Codec<Node, Event, Message> {
    /** The term, and whom the node has voted for in it. */
    private static final int VOTE = 0;

    /** So many entries stay, and these follow. */
    private static final int ENTRIES = 1;

    /** The entries up to an index are replaced by a snapshot, which is made anew from them. */
    private static final int COMPACTED = 2;

    /** A leader's snapshot takes the place of all that it covers. */
    private static final int INSTALLED = 3;

    private static final List<Class<? extends Message>> MESSAGES = List.of(
            PreVote.class,
            PreVoteReply.class,
            RequestVote.class,
            RequestVoteReply.class,
            AppendEntries.class,
            AppendEntriesReply.class,
            InstallSnapshot.class,
            TimeoutNow.class);

    private final UnaryOperator<List<Command>> condense;

    RaftCodec(UnaryOperator<List<Command>> condense) {
        this.condense = condense;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What is durable.

    @Override
    public void changes(Node before, Event event, Node after, Encoder out) {
        if (before.currentTerm() != after.currentTerm() || !before.votedFor().equals(after.votedFor())) {
            encodeVote(after, out.number(VOTE));
        }
        if (isSame(before.log(), after.log())) {
            return;
        } else if (event instanceof Event.Compact compact) {
            out.number(COMPACTED).number(compact.index());
        } else if (event instanceof Event.Receive receive && receive.message() instanceof InstallSnapshot install) {
            encodeSnapshot(install.snapshot(), out.number(INSTALLED));
        } else {
            int kept = kept(before.log(), after.log());
            out.number(ENTRIES)
                    .number(kept)
                    .all(after.log().entriesBetween(kept + 1, after.log().lastIndex()), RaftCodec::encodeEntry);
        }
    }

    /** Whether a step has left the log as it was. Logs that are equal for all that are written once more, which costs less than to compare. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Log before, Log after) {
        return before == after;
    }

    /**
     * Up to which index two logs of a node agree, of which neither is compacted further than the other: from where they have the
     * same term on back to the first, by the Log Matching Property (§5.3).
     */
    private static int kept(Log before, Log after) {
        int index = Math.min(before.lastIndex(), after.lastIndex());
        while (index > before.snapshot().lastIndex() && before.termAt(index) != after.termAt(index)) {
            index--;
        }
        return index;
    }

    @Override
    public Node replay(NodeId node, Node s, Decoder in) {
        int kind = in.natural();
        return switch (kind) {
            case VOTE -> durable(in.natural(), in.optional(Names::node), s.log());
            case ENTRIES -> {
                int kept = in.natural();
                in.check(
                        kept >= s.log().snapshot().lastIndex()
                                && kept <= s.log().lastIndex(),
                        "entries that follow those of the log");
                yield durable(s, s.log().merge(kept, in.all(RaftCodec::entry)));
            }
            case COMPACTED -> {
                int index = in.natural();
                in.check(
                        index > s.log().snapshot().lastIndex()
                                && index <= s.log().lastIndex(),
                        "an index in the log");
                yield durable(s, s.log().compacted(index, condense));
            }
            case INSTALLED -> durable(s, s.log().installed(snapshot(in)));
            default -> throw in.malformed("a record that is known");
        };
    }

    private static Node durable(Node s, Log log) {
        return durable(s.currentTerm(), s.votedFor(), log);
    }

    private static Node durable(int term, Optional<NodeId> votedFor, Log log) {
        return new Node(
                term,
                votedFor,
                log,
                Role.FOLLOWER,
                Optional.empty(),
                Set.of(),
                Node.Leading.NOT,
                log.snapshot().lastIndex());
    }

    @Override
    public void checkpoint(Node s, Encoder out) {
        encodeVote(s, out);
        encodeSnapshot(s.log().snapshot(), out);
        out.all(s.log().entries(), RaftCodec::encodeEntry);
    }

    @Override
    public Node restore(NodeId node, Decoder in) {
        Node s = durable(in.natural(), in.optional(Names::node), new Log(snapshot(in), in.all(RaftCodec::entry)));
        in.end();
        return s;
    }

    private static void encodeVote(Node s, Encoder out) {
        out.number(s.currentTerm()).optional(s.votedFor(), Names::write);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Messages.

    @Override
    public void encode(Message message, Encoder out) {
        out.number(MESSAGES.indexOf(message.getClass()));
        Names.write(out, message.from());
        Names.write(out, message.to());
        out.number(message.term());
        if (message instanceof PreVote m) {
            out.number(m.lastLogIndex()).number(m.lastLogTerm());
        } else if (message instanceof PreVoteReply m) {
            out.bool(m.granted());
        } else if (message instanceof RequestVote m) {
            out.number(m.lastLogIndex()).number(m.lastLogTerm()).bool(m.transfer());
        } else if (message instanceof RequestVoteReply m) {
            out.bool(m.granted());
        } else if (message instanceof AppendEntries m) {
            out.number(m.prevLogIndex())
                    .number(m.prevLogTerm())
                    .all(m.entries(), RaftCodec::encodeEntry)
                    .number(m.leaderCommit())
                    .number(m.round());
        } else if (message instanceof AppendEntriesReply m) {
            out.bool(m.success()).number(m.matchIndex()).number(m.round());
        } else if (message instanceof InstallSnapshot m) {
            encodeSnapshot(m.snapshot(), out);
            out.number(m.round());
        }
    }

    @Override
    public Message decode(Decoder in) {
        Class<? extends Message> type = in.oneOf(MESSAGES);
        NodeId from = Names.node(in);
        NodeId to = Names.node(in);
        int term = in.natural();
        Message message = message(type, from, to, term, in);
        in.end();
        return message;
    }

    private static Message message(Class<? extends Message> type, NodeId from, NodeId to, int term, Decoder in) {
        if (type == PreVote.class) {
            return new PreVote(from, to, term, in.natural(), in.natural());
        } else if (type == PreVoteReply.class) {
            return new PreVoteReply(from, to, term, in.bool());
        } else if (type == RequestVote.class) {
            return new RequestVote(from, to, term, in.natural(), in.natural(), in.bool());
        } else if (type == RequestVoteReply.class) {
            return new RequestVoteReply(from, to, term, in.bool());
        } else if (type == AppendEntries.class) {
            return new AppendEntries(
                    from, to, term, in.natural(), in.natural(), in.all(RaftCodec::entry), in.natural(), in.natural());
        } else if (type == AppendEntriesReply.class) {
            return new AppendEntriesReply(from, to, term, in.bool(), in.integer(), in.natural());
        } else if (type == InstallSnapshot.class) {
            return new InstallSnapshot(from, to, term, snapshot(in), in.natural());
        }
        return new TimeoutNow(from, to, term);
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What both are made of.

    private static void encodeSnapshot(Snapshot snapshot, Encoder out) {
        out.number(snapshot.lastIndex()).number(snapshot.lastTerm()).all(snapshot.state(), Names::write);
        encodeConfiguration(snapshot.configuration(), out);
    }

    private static Snapshot snapshot(Decoder in) {
        return new Snapshot(in.natural(), in.natural(), in.all(Names::command), configuration(in));
    }

    private static void encodeConfiguration(Configuration configuration, Encoder out) {
        out.all(configuration.voters(), Names::write).all(configuration.learners(), Names::write);
    }

    private static Configuration configuration(Decoder in) {
        return new Configuration(Set.copyOf(in.all(Names::node)), Set.copyOf(in.all(Names::node)));
    }

    private static void encodeEntry(Encoder out, Entry entry) {
        if (entry instanceof Entry.Client client) {
            out.number(0).number(entry.term()).text(client.command().name());
        } else if (entry instanceof Entry.NoOp) {
            out.number(1).number(entry.term());
        } else {
            encodeConfiguration(
                    ((Entry.Change) entry).configuration(), out.number(2).number(entry.term()));
        }
    }

    private static Entry entry(Decoder in) {
        int kind = in.natural();
        int term = in.natural();
        return switch (kind) {
            case 0 -> new Entry.Client(term, Names.command(in));
            case 1 -> new Entry.NoOp(term);
            case 2 -> new Entry.Change(term, configuration(in));
            default -> throw in.malformed("a kind of entry that is known");
        };
    }
}
