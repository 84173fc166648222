package dev.quorate.runtime.zab;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import dev.quorate.runtime.Codec;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import dev.quorate.zab.broadcast.History;
import dev.quorate.zab.broadcast.Node;
import dev.quorate.zab.broadcast.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is durable of a server as bytes: its epochs and its history, in records that begin with the number of their kind. */
final class ZabCodec implements Codec<Server, ServerEvent, ServerMessage> {
    /** The epochs, accepted and current. */
    private static final int EPOCHS = 0;

    /** So many transactions stay, and these follow. */
    private static final int TRANSACTIONS = 1;

    /** The first transactions are replaced by a snapshot, which is made anew from them. */
    private static final int COMPACTED = 2;

    /** Another server's history takes the place of all. */
    private static final int HISTORY = 3;

    private final UnaryOperator<List<Command>> condense;

    ZabCodec(UnaryOperator<List<Command>> condense) {
        this.condense = condense;
    }

    @Override
    public void changes(Server before, ServerEvent event, Server after, Encoder out) {
        Node s = before.zab();
        Node t = after.zab();
        if (s.acceptedEpoch() != t.acceptedEpoch() || s.currentEpoch() != t.currentEpoch()) {
            encodeEpochs(t, out.number(EPOCHS));
        }
        if (isSame(s.history(), t.history())) {
            return;
        } else if (event instanceof ServerEvent.Purge purge) {
            out.number(COMPACTED).number(purge.index());
        } else {
            encodeChange(s.history(), t.history(), out);
        }
    }

    /** Whether a step has left the history as it was. Those that are equal for all that are written once more, which costs less than to compare. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(History before, History after) {
        return before == after;
    }

    private static void encodeChange(History before, History after, Encoder out) {
        boolean sameStart = after.snapshot().lastIndex() == before.snapshot().lastIndex()
                && after.snapshot().lastZxid().equals(before.snapshot().lastZxid());
        if (sameStart) {
            int kept = kept(before, after);
            out.number(TRANSACTIONS).number(kept).all(after.after(kept), ZabMessages::encodeTransaction);
        } else {
            ZabMessages.encodeHistory(after, out.number(HISTORY));
        }
    }

    /** Two histories that hold the same zxid are the same up to it. */
    private static int kept(History before, History after) {
        int index = Math.min(before.length(), after.length());
        while (index > before.snapshot().lastIndex() && !before.zxidAt(index).equals(after.zxidAt(index))) {
            index--;
        }
        return index;
    }

    @Override
    public Server replay(NodeId node, Server s, Decoder in) {
        History history = s.zab().history();
        int kind = in.natural();
        return switch (kind) {
            case EPOCHS -> server(in.natural(), in.natural(), history);
            case TRANSACTIONS -> {
                int kept = in.natural();
                in.check(
                        kept >= history.snapshot().lastIndex() && kept <= history.length(),
                        "transactions that follow those of the history");
                yield with(s, history.upTo(kept).extended(in.all(ZabMessages::transaction)));
            }
            case COMPACTED -> {
                int index = in.natural();
                in.check(
                        index > history.snapshot().lastIndex() && index <= history.length(), "an index in the history");
                yield with(s, history.compacted(index, condense));
            }
            case HISTORY -> with(s, ZabMessages.history(in));
            default -> throw in.malformed("a record that is known");
        };
    }

    @Override
    public void checkpoint(Server s, Encoder out) {
        encodeEpochs(s.zab(), out);
        ZabMessages.encodeHistory(s.zab().history(), out);
    }

    @Override
    public Server restore(NodeId node, Decoder in) {
        Server s = server(in.natural(), in.natural(), ZabMessages.history(in));
        in.end();
        return s;
    }

    private static void encodeEpochs(Node s, Encoder out) {
        out.number(s.acceptedEpoch()).number(s.currentEpoch());
    }

    private static Server with(Server s, History history) {
        return server(s.zab().acceptedEpoch(), s.zab().currentEpoch(), history);
    }

    private static Server server(int acceptedEpoch, int currentEpoch, History history) {
        Node zab = new Node(
                acceptedEpoch,
                currentEpoch,
                history,
                history.snapshot().lastIndex(),
                Phase.ELECTION,
                Optional.empty(),
                History.EMPTY,
                0,
                0,
                Map.of(),
                0,
                Map.of(),
                0);
        return new Server(zab, dev.quorate.zab.election.Node.INITIAL, Links.none(0));
    }

    @Override
    public void encode(ServerMessage message, Encoder out) {
        ZabMessages.encode(message, out);
    }

    @Override
    public ServerMessage decode(Decoder in) {
        return ZabMessages.decode(in);
    }
}
