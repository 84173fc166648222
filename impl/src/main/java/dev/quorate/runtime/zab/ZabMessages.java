package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import dev.quorate.runtime.wire.Names;
import dev.quorate.runtime.zab.ServerMessage.Alive;
import dev.quorate.runtime.zab.ServerMessage.HangUp;
import dev.quorate.runtime.zab.ServerMessage.Parcel;
import dev.quorate.runtime.zab.ServerMessage.Told;
import dev.quorate.zab.Zxid;
import dev.quorate.zab.broadcast.History;
import dev.quorate.zab.broadcast.Message;
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
import dev.quorate.zab.broadcast.Snapshot;
import dev.quorate.zab.broadcast.Transaction;
import dev.quorate.zab.election.Message.Notification;
import dev.quorate.zab.election.State;
import dev.quorate.zab.election.Vote;
import java.util.List;
import java.util.Set;

/** Servers' messages as bytes. Each begins with its number in the list of its kind. */
final class ZabMessages {
    private static final List<Class<? extends ServerMessage>> KINDS =
            List.of(Told.class, Parcel.class, Alive.class, HangUp.class);

    private static final List<Class<? extends Message>> MESSAGES = List.of(
            CEpoch.class,
            NewEpoch.class,
            AckEpoch.class,
            Diff.class,
            Trunc.class,
            Snap.class,
            NewLeader.class,
            AckLeader.class,
            CommitLeader.class,
            Propose.class,
            Ack.class,
            Commit.class,
            Ping.class,
            PingReply.class);

    private static final List<State> STATES = List.of(State.LOOKING, State.FOLLOWING, State.LEADING);

    private ZabMessages() {}

    static void encode(ServerMessage message, Encoder out) {
        out.number(KINDS.indexOf(message.getClass()));
        if (message instanceof Told told) {
            encodeNotification((Notification) told.message(), out);
        } else if (message instanceof Parcel parcel) {
            encodeConnection(parcel.connection(), out).number(parcel.number());
            encodeZab(parcel.message(), out);
        } else if (message instanceof Alive alive) {
            encodeEnds(alive.from(), alive.peer(), out);
            encodeConnection(alive.connection(), out).number(alive.sent());
        } else if (message instanceof HangUp end) {
            encodeEnds(end.from(), end.peer(), out);
            encodeConnection(end.connection(), out);
        }
    }

    static ServerMessage decode(Decoder in) {
        Class<? extends ServerMessage> kind = in.oneOf(KINDS);
        ServerMessage message;
        if (kind == Told.class) {
            message = new Told(notification(in));
        } else if (kind == Parcel.class) {
            message = new Parcel(connection(in), in.number(), zab(in));
        } else if (kind == Alive.class) {
            message = new Alive(Names.node(in), Names.node(in), connection(in), in.number());
        } else {
            message = new HangUp(Names.node(in), Names.node(in), connection(in));
        }
        in.end();
        return message;
    }

    private static void encodeEnds(NodeId from, NodeId to, Encoder out) {
        Names.write(out, from);
        Names.write(out, to);
    }

    private static Encoder encodeConnection(Connection connection, Encoder out) {
        return out.number(connection.boot()).number(connection.call());
    }

    private static Connection connection(Decoder in) {
        return new Connection(in.number(), in.natural());
    }

    // ---------------------------------------------------------------------------------------------------------------
    // The election's.

    private static void encodeNotification(Notification m, Encoder out) {
        Names.write(out, m.from());
        out.all(m.to(), Names::write).number(STATES.indexOf(m.state())).number(m.round());
        Names.write(out, m.vote().leader());
        encodeZxid(m.vote().zxid(), out.number(m.vote().epoch()));
    }

    private static Notification notification(Decoder in) {
        return new Notification(
                Names.node(in),
                Set.copyOf(in.all(Names::node)),
                in.oneOf(STATES),
                in.natural(),
                new Vote(Names.node(in), in.natural(), zxid(in)));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Zab's.

    private static void encodeZab(Message message, Encoder out) {
        out.number(MESSAGES.indexOf(message.getClass()));
        encodeEnds(message.from(), message.to(), out);
        if (message instanceof Propose m) {
            encodeTransaction(out, m.transaction());
        } else if (message instanceof Ack m) {
            encodeZxid(m.zxid(), out);
        } else if (message instanceof Commit m) {
            encodeZxid(m.zxid(), out);
        } else if (message instanceof Ping m) {
            out.number(m.round());
        } else if (message instanceof PingReply m) {
            out.number(m.round());
        } else {
            encodeBeginning(message, out);
        }
    }

    private static void encodeBeginning(Message message, Encoder out) {
        if (message instanceof CEpoch m) {
            out.number(m.acceptedEpoch());
        } else if (message instanceof NewEpoch m) {
            out.number(m.epoch());
        } else if (message instanceof AckEpoch m) {
            encodeHistory(m.history(), out.bool(m.accepts()).number(m.currentEpoch()));
        } else if (message instanceof Diff m) {
            out.all(m.transactions(), ZabMessages::encodeTransaction);
        } else if (message instanceof Trunc m) {
            encodeZxid(m.zxid(), out).all(m.transactions(), ZabMessages::encodeTransaction);
        } else if (message instanceof Snap m) {
            encodeHistory(m.history(), out);
        } else if (message instanceof NewLeader m) {
            out.number(m.epoch());
        } else if (message instanceof AckLeader m) {
            encodeZxid(m.zxid(), out);
        } else if (message instanceof CommitLeader m) {
            encodeZxid(m.zxid(), out);
        }
    }

    private static Message zab(Decoder in) {
        Class<? extends Message> type = in.oneOf(MESSAGES);
        NodeId from = Names.node(in);
        NodeId to = Names.node(in);
        if (type == Propose.class) {
            return new Propose(from, to, transaction(in));
        } else if (type == Ack.class) {
            return new Ack(from, to, zxid(in));
        } else if (type == Commit.class) {
            return new Commit(from, to, zxid(in));
        } else if (type == Ping.class) {
            return new Ping(from, to, in.natural());
        } else if (type == PingReply.class) {
            return new PingReply(from, to, in.natural());
        }
        return beginning(type, from, to, in);
    }

    private static Message beginning(Class<? extends Message> type, NodeId from, NodeId to, Decoder in) {
        if (type == CEpoch.class) {
            return new CEpoch(from, to, in.natural());
        } else if (type == NewEpoch.class) {
            return new NewEpoch(from, to, in.natural());
        } else if (type == AckEpoch.class) {
            return new AckEpoch(from, to, in.bool(), in.natural(), history(in));
        } else if (type == Diff.class) {
            return new Diff(from, to, in.all(ZabMessages::transaction));
        } else if (type == Trunc.class) {
            return new Trunc(from, to, zxid(in), in.all(ZabMessages::transaction));
        } else if (type == Snap.class) {
            return new Snap(from, to, history(in));
        } else if (type == NewLeader.class) {
            return new NewLeader(from, to, in.natural());
        } else if (type == AckLeader.class) {
            return new AckLeader(from, to, zxid(in));
        }
        return new CommitLeader(from, to, zxid(in));
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What they are made of, and what is on disk.

    static void encodeHistory(History history, Encoder out) {
        out.number(history.snapshot().lastIndex());
        encodeZxid(history.snapshot().lastZxid(), out)
                .all(history.snapshot().state(), Names::write)
                .all(history.transactions(), ZabMessages::encodeTransaction);
    }

    static History history(Decoder in) {
        return new History(
                new Snapshot(in.natural(), zxid(in), in.all(Names::command)), in.all(ZabMessages::transaction));
    }

    static void encodeTransaction(Encoder out, Transaction transaction) {
        Names.write(encodeZxid(transaction.zxid(), out), transaction.command());
    }

    static Transaction transaction(Decoder in) {
        return new Transaction(zxid(in), Names.command(in));
    }

    private static Encoder encodeZxid(Zxid zxid, Encoder out) {
        return out.number(zxid.epoch()).number(zxid.counter());
    }

    private static Zxid zxid(Decoder in) {
        return new Zxid(in.natural(), in.natural());
    }
}
