package dev.quorate.conformance.binding.raft;

import static dev.quorate.raft.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.raft.Event;
import dev.quorate.raft.Message.AppendEntries;
import dev.quorate.raft.Message.RequestVote;
import dev.quorate.raft.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Raft's timers, with the times of the paper's §9.3: an election timeout of 150 to 300 ms, heartbeats in a third of that. */
final class RaftTiming implements Timing<Node, Event> {
    private static final int ELECTION = 0;
    private static final int HEARTBEAT = 1;

    private static final long ELECTION_MIN = 150_000;
    private static final long ELECTION_MAX = 300_000;
    private static final long HEARTBEAT_INTERVAL = 50_000;

    private final Map<NodeId, List<Event>> sends = new HashMap<>();

    RaftTiming(List<NodeId> nodes) {
        for (NodeId n : nodes) {
            List<Event> events = new ArrayList<>();
            for (NodeId p : nodes) {
                if (!p.equals(n)) {
                    events.add(new Event.SendAppendEntries(n, p));
                }
            }
            sends.put(n, events);
        }
    }

    @Override
    public int timers() {
        return 2;
    }

    @Override
    public void started(Timers timers) {
        timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (after.role() == LEADER) {
            if (before.role() != LEADER) {
                timers.stop(ELECTION);
                timers.start(HEARTBEAT, 0, 0);
            } else if (event instanceof Event.SendAppendEntries) {
                timers.start(HEARTBEAT, HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
            } else if (event instanceof Event.ClientRequest) {
                timers.start(HEARTBEAT, 0, 0);
            }
        } else {
            if (before.role() == LEADER) {
                timers.stop(HEARTBEAT);
            }
            if (before.role() == LEADER || hasHope(event, after)) {
                timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
            }
        }
    }

    /** Whether a node waits its whole time again: it has stood, it hears of a leader, or it has given its vote (§5.2). */
    private static boolean hasHope(Event event, Node after) {
        if (event instanceof Event.Receive receive) {
            boolean current = receive.message().term() == after.currentTerm();
            return current
                    && (receive.message() instanceof AppendEntries
                            || (receive.message() instanceof RequestVote request
                                    && after.votedFor().equals(Optional.of(request.from()))));
        }
        return event instanceof Event.Timeout || event instanceof Event.Restart;
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        return timer == ELECTION ? List.of(new Event.Timeout(node)) : sends.get(node);
    }
}
