package dev.quorate.runtime.paxos;

import static dev.quorate.paxos.multi.Role.CANDIDATE;
import static dev.quorate.paxos.multi.Role.FOLLOWER;
import static dev.quorate.paxos.multi.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.paxos.multi.Event;
import dev.quorate.paxos.multi.Message;
import dev.quorate.paxos.multi.Message.Accept;
import dev.quorate.paxos.multi.Message.CatchUp;
import dev.quorate.paxos.multi.Message.Commit;
import dev.quorate.paxos.multi.Message.InstallSnapshot;
import dev.quorate.paxos.multi.Message.Prepare;
import dev.quorate.paxos.multi.Node;
import dev.quorate.runtime.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Multi-Paxos's timers, with Raft's times. What a leader takes it proposes when it has taken all that came with it; what was
 * proposed before the last heartbeat and is not chosen, it proposes again with the next. It remembers up to where it has come,
 * and so is one node's.
 */
final class MultiPaxosTiming implements Timing<Node, Event> {
    private static final int ELECTION = 0;
    private static final int PROPOSAL = 1;
    private static final int HEARTBEAT = 2;
    private static final int TELL = 3;

    private static final long ELECTION_MIN = 500_000;
    private static final long ELECTION_MAX = 1_000_000;
    private static final long HEARTBEAT_INTERVAL = 100_000;

    /** What it takes to write, send and read what a slot holds, and a few times that. */
    private static final long PER_SLOT = 10;

    /** At most so many slots are proposed that are not chosen yet, */
    static final int WINDOW = 4096;

    /** and so many of them again with a heartbeat. */
    static final int AGAIN = 1024;

    private final Set<NodeId> nodes;

    /** The last slot that the leader has proposed, to all. */
    private int proposed;

    /** What that was at the last heartbeat. */
    private int proposedBefore;

    MultiPaxosTiming(Set<NodeId> nodes) {
        this.nodes = new TreeSet<>(nodes);
    }

    @Override
    public int timers() {
        return 4;
    }

    @Override
    public void started(Timers timers) {
        timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        if (after.role() == LEADER) {
            if (before.role() != LEADER) {
                proposed = after.commitIndex();
                proposedBefore = proposed;
                timers.stop(ELECTION);
                timers.start(PROPOSAL, 0, 0);
                timers.start(HEARTBEAT, 0, 0);
            } else if (lastToPropose(after) > proposed) {
                timers.start(PROPOSAL, 0, 0);
            }
            if (event instanceof Event.ReadIndex || isCatchUp(event)) {
                timers.start(TELL, 0, 0);
            }
        } else {
            follows(before, event, after, timers);
        }
    }

    /** Who has got some of what it lacks asks for more when it hears how far the log is chosen, and so is told at once. */
    private static boolean isCatchUp(Event event) {
        return event instanceof Event.Receive receive && receive.message() instanceof CatchUp;
    }

    private static void follows(Node before, Event event, Node after, Timers timers) {
        if (before.role() == LEADER) {
            timers.stop(HEARTBEAT);
            timers.stop(PROPOSAL);
            timers.stop(TELL);
        }
        if (before.role() == CANDIDATE && event instanceof Event.Receive receive && isAhead(receive.message(), after)) {
            timers.start(ELECTION, 0, 0);
        } else if (before.role() == LEADER || hasHope(event, after)) {
            long patience = isToBeTold(event, after) ? patience(after) : 0;
            timers.start(ELECTION, ELECTION_MIN + patience, ELECTION_MAX + patience);
        }
    }

    /** Whether promises are under way, each with all that its sender has accepted in slots that may be open. */
    private static boolean isToBeTold(Event event, Node after) {
        return after.role() == CANDIDATE
                || (event instanceof Event.Receive receive && receive.message() instanceof Prepare);
    }

    /** After a restart these may be all slots of a long log: who tried again too soon would be told of them again and again. */
    private static long patience(Node after) {
        return ELECTION_MAX + PER_SLOT * (after.lastSlot() - after.commitIndex());
    }

    /** Whether a candidate takes a snapshot from who might promise it the next ballot. */
    private static boolean isAhead(Message m, Node after) {
        return m instanceof InstallSnapshot && m.ballot() == after.ballot() && after.role() == FOLLOWER;
    }

    /** Whether a node waits its whole time again: it has tried, it hears of a leader, or it has promised to one who may lead. */
    private static boolean hasHope(Event event, Node after) {
        if (event instanceof Event.Receive receive) {
            Message m = receive.message();
            return m.ballot() == after.ballot()
                    && (m instanceof Accept
                            || m instanceof Commit
                            || m instanceof Prepare
                            || m instanceof InstallSnapshot);
        }
        return event instanceof Event.Timeout || event instanceof Event.Restart;
    }

    @Override
    public void ended(int timer, Timers timers) {
        if (timer == HEARTBEAT) {
            timers.start(HEARTBEAT, HEARTBEAT_INTERVAL, HEARTBEAT_INTERVAL);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        List<Event> events = new ArrayList<>();
        switch (timer) {
            case ELECTION -> events.add(new Event.Timeout(node));
            case PROPOSAL -> proposeNew(node, state, events);
            case HEARTBEAT -> {
                propose(
                        node,
                        state,
                        state.commitIndex() + 1,
                        Math.min(proposedBefore, state.commitIndex() + AGAIN),
                        events);
                proposedBefore = proposed;
                sendCommits(node, events);
            }
            case TELL -> sendCommits(node, events);
            default -> throw new IllegalArgumentException("no timer " + timer);
        }
        return events;
    }

    private void proposeNew(NodeId node, Node state, List<Event> events) {
        int from = Math.max(proposed, state.commitIndex()) + 1;
        proposed = lastToPropose(state);
        propose(node, state, from, proposed, events);
    }

    private static int lastToPropose(Node leader) {
        return Math.min(leader.lastSlot(), leader.commitIndex() + WINDOW);
    }

    private void sendCommits(NodeId node, List<Event> events) {
        for (NodeId p : nodes) {
            if (!p.equals(node)) {
                events.add(new Event.SendCommit(node, p));
            }
        }
    }

    /** What peers have not accepted in these slots. */
    private void propose(NodeId node, Node state, int from, int to, List<Event> events) {
        for (int slot = from; slot <= to; slot++) {
            for (NodeId p : nodes) {
                if (!state.acks().get(slot - state.commitIndex() - 1).contains(p)) {
                    events.add(new Event.SendAccept(node, p, slot));
                }
            }
        }
    }
}
