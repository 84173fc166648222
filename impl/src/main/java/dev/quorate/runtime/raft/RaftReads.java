package dev.quorate.runtime.raft;

import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Node;
import dev.quorate.raft.complete.Role;
import dev.quorate.runtime.LinearizableReads;
import java.util.Optional;

/** Raft's reads without an entry in the log: rounds of heartbeats, and leases (thesis, section 6.4). */
public enum RaftReads implements LinearizableReads<Node, Event> {
    INSTANCE;

    @Override
    public Event read(NodeId node) {
        return new Event.ReadIndex(node);
    }

    @Override
    public Optional<Ticket> begun(Node before, Event event, Node after) {
        return event instanceof Event.ReadIndex
                        && after.leading().round() > before.leading().round()
                ? Optional.of(new Ticket(after.currentTerm(), after.leading().round()))
                : Optional.empty();
    }

    @Override
    public Fate fate(Node state, Ticket ticket) {
        if (state.role() != Role.LEADER || state.currentTerm() != ticket.reign()) {
            return Fate.LOST;
        }
        return state.leading().confirmed() >= ticket.round() ? Fate.DONE : Fate.WAITING;
    }

    @Override
    public boolean holdsLease(Node state) {
        return state.holdsLease();
    }
}
