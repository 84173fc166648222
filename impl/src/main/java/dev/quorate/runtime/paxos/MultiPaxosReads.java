package dev.quorate.runtime.paxos;

import dev.quorate.core.NodeId;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Node;
import dev.quorate.paxos.multi.Role;
import dev.quorate.runtime.LinearizableReads;
import java.util.Optional;

/** Multi-Paxos's reads without a slot of the log: rounds of heartbeats, which a quorum confirms. */
public enum MultiPaxosReads implements LinearizableReads<Node, Event> {
    INSTANCE;

    @Override
    public Event read(NodeId node) {
        return new Event.ReadIndex(node);
    }

    @Override
    public Optional<Ticket> begun(Node before, Event event, Node after) {
        return after.reading().round() > before.reading().round()
                ? Optional.of(new Ticket(after.ballot(), after.reading().round()))
                : Optional.empty();
    }

    @Override
    public Fate fate(Node state, Ticket ticket) {
        if (state.role() != Role.LEADER || state.ballot() != ticket.reign()) {
            return Fate.LOST;
        }
        return state.reading().confirmed() >= ticket.round() ? Fate.DONE : Fate.WAITING;
    }
}
