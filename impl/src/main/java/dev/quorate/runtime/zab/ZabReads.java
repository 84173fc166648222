package dev.quorate.runtime.zab;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.LinearizableReads;
import dev.quorate.zab.broadcast.Event;
import dev.quorate.zab.broadcast.Node;
import java.util.Optional;

/** Zab's reads without a transaction: rounds of pings, which a quorum confirms. */
public enum ZabReads implements LinearizableReads<Node, Event> {
    INSTANCE;

    @Override
    public Event read(NodeId node) {
        return new Event.ReadIndex(node);
    }

    @Override
    public Optional<Ticket> begun(Node before, Event event, Node after) {
        return begun(before, after);
    }

    static Optional<Ticket> begun(Node before, Node after) {
        return after.round() > before.round()
                ? Optional.of(new Ticket(after.newEpoch(), after.round()))
                : Optional.empty();
    }

    @Override
    public Fate fate(Node state, Ticket ticket) {
        if (state.newEpoch() != ticket.reign() || state.round() < ticket.round()) {
            return Fate.LOST;
        }
        return state.confirmed() >= ticket.round() ? Fate.DONE : Fate.WAITING;
    }

    /** The same, of a whole server. */
    enum OfServer implements LinearizableReads<Server, ServerEvent> {
        INSTANCE;

        @Override
        public ServerEvent read(NodeId node) {
            return new ServerEvent.Ask(node);
        }

        @Override
        public Optional<Ticket> begun(Server before, ServerEvent event, Server after) {
            return ZabReads.begun(before.zab(), after.zab());
        }

        @Override
        public Fate fate(Server state, Ticket ticket) {
            return ZabReads.INSTANCE.fate(state.zab(), ticket);
        }
    }
}
