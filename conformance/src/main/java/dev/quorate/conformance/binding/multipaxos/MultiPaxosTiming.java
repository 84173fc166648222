package dev.quorate.conformance.binding.multipaxos;

import static dev.quorate.paxos.multi.Role.CANDIDATE;
import static dev.quorate.paxos.multi.Role.FOLLOWER;
import static dev.quorate.paxos.multi.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;

/**
 * Multi-Paxos's timers: who hears nothing of a leader for 150 to 300 ms wants to lead; a leader proposes at once what it is
 * asked for, and every 50 ms sends heartbeats and proposes again what has not been accepted. It asks a quorum at once
 * when it is asked to read. Each node compacts when it has applied 20 slots more. Who has
 * to take a snapshot before it can lead tries again at once.
 */
final class MultiPaxosTiming implements Timing<Node, Event> {
    private static final int ELECTION = 0;
    private static final int HEARTBEAT = 1;
    private static final int PROPOSAL = 2;
    private static final int COMPACTION = 3;
    private static final int READ = 4;

    private static final long ELECTION_MIN = 150_000;
    private static final long ELECTION_MAX = 300_000;
    private static final long HEARTBEAT_INTERVAL = 50_000;

    /** So many slots a node has applied before it compacts them. */
    private static final int COMPACT_EVERY = 20;

    /** At most so many slots are proposed again at a time. */
    private static final int WINDOW = 100;

    private final List<NodeId> nodes;

    MultiPaxosTiming(List<NodeId> nodes) {
        this.nodes = nodes;
    }

    @Override
    public int timers() {
        return 5;
    }

    @Override
    public void started(Timers timers) {
        timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (after.commitIndex() - after.snapshot().lastIndex() >= COMPACT_EVERY) {
            timers.start(COMPACTION, 0, 0);
        }
        if (after.role() == LEADER) {
            if (before.role() != LEADER) {
                timers.stop(ELECTION);
                timers.start(HEARTBEAT, 0, 0);
            } else if (event instanceof Event.SendCommit) {
                timers.start(HEARTBEAT, HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
            } else if (event instanceof Event.ClientRequest) {
                timers.start(PROPOSAL, 0, 0);
            } else if (event instanceof Event.ReadIndex) {
                timers.start(READ, 0, 0);
            }
        } else {
            if (before.role() == LEADER) {
                timers.stop(HEARTBEAT);
                timers.stop(PROPOSAL);
                timers.stop(READ);
            }
            if (before.role() == CANDIDATE
                    && event instanceof Event.Receive receive
                    && isAhead(receive.message(), after)) {
                timers.start(ELECTION, 0, 0);
            } else if (before.role() == LEADER || hasHope(event, after)) {
                timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
            }
        }
    }

    /** Whether a candidate takes a snapshot from who might promise it the next ballot. */
    private static boolean isAhead(Message m, Node after) {
        return m instanceof InstallSnapshot && m.ballot() == after.ballot() && after.role() == FOLLOWER;
    }

    /** Whether a node waits its whole time again: it has tried, it hears of a leader, or it has promised to one who may lead. */
    private static boolean hasHope(Event event, Node after) {
        if (event instanceof Event.Receive receive) {
            Message m = receive.message();
            return m.ballot() == after.ballot() && (m instanceof Accept || m instanceof Commit || m instanceof Prepare);
        }
        return event instanceof Event.Timeout || event instanceof Event.Restart;
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        List<Event> events = new ArrayList<>();
        if (timer == ELECTION) {
            events.add(new Event.Timeout(node));
        } else if (timer == COMPACTION) {
            events.add(new Event.Compact(node, state.commitIndex()));
        } else if (timer == PROPOSAL) {
            propose(node, state, Math.max(state.commitIndex() + 1, state.lastSlot()), events);
        } else {
            if (timer == HEARTBEAT) {
                propose(node, state, state.commitIndex() + 1, events);
            }
            for (NodeId p : nodes) {
                if (!p.equals(node)) {
                    events.add(new Event.SendCommit(node, p));
                }
            }
        }
        return events;
    }

    /** What peers have not accepted in the slots from this one on. */
    private void propose(NodeId node, Node state, int from, List<Event> events) {
        int to = Math.min(state.lastSlot(), from + WINDOW - 1);
        for (int slot = from; slot <= to; slot++) {
            for (NodeId p : nodes) {
                if (!state.acks().get(slot - state.commitIndex() - 1).contains(p)) {
                    events.add(new Event.SendAccept(node, p, slot));
                }
            }
        }
    }
}
