package dev.quorate.runtime.raft;

import static dev.quorate.raft.complete.Role.LEADER;

import dev.quorate.core.NodeId;
import dev.quorate.raft.complete.Event;
import dev.quorate.raft.complete.Message.AppendEntries;
import dev.quorate.raft.complete.Message.InstallSnapshot;
import dev.quorate.raft.complete.Message.RequestVote;
import dev.quorate.raft.complete.Node;
import dev.quorate.runtime.Timing;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Raft's timers. Election timeouts are longer than the paper's (§9.3), for machines that stop for a while, and are shared. */
public final class RaftTiming implements Timing<Node, Event> {
    private static final int ELECTION = 0;
    private static final int HEARTBEAT = 1;
    private static final int SEND = 2;
    private static final int CHECK_QUORUM = 3;
    private static final int TRANSFER = 4;

    private static final long ELECTION_MIN = 500_000;
    private static final long ELECTION_MAX = 1_000_000;
    private static final long HEARTBEAT_INTERVAL = 100_000;

    private final int window;

    RaftTiming(int window) {
        this.window = window;
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
        boolean led = before.role() == LEADER;
        if (after.role() == LEADER) {
            if (!led) {
                timers.stop(ELECTION);
                timers.start(HEARTBEAT, 0, 0);
                timers.start(CHECK_QUORUM, ELECTION_MAX, ELECTION_MAX);
            }
            leads(event, after, timers);
        } else if (led) {
            for (int timer = HEARTBEAT; timer <= TRANSFER; timer++) {
                timers.stop(timer);
            }
            timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
        } else if (hasHope(event, after)) {
            timers.start(ELECTION, ELECTION_MIN, ELECTION_MAX);
        }
    }

    /** What has come is sent when all that came with it has been taken, so that one message has all of it. */
    private void leads(Event event, Node after, Timers timers) {
        if (event instanceof Event.ReadIndex) {
            timers.start(HEARTBEAT, 0, 0);
        } else if (event instanceof Event.ClientRequest || event instanceof Event.ChangeMembership) {
            timers.start(SEND, 0, 0);
        } else if (event instanceof Event.Receive
                && after.leading().nextIndex().keySet().stream().anyMatch(p -> isToBeSent(after, p))) {
            timers.start(SEND, 0, 0);
        } else if (event instanceof Event.CheckQuorum) {
            timers.start(CHECK_QUORUM, ELECTION_MAX, ELECTION_MAX);
        } else if (event instanceof Event.TransferLeadership) {
            timers.start(TRANSFER, ELECTION_MAX, ELECTION_MAX);
        }
    }

    /** Whether a node waits its whole time again: it has asked, it hears of a leader, or it has given its vote (§5.2). */
    public static boolean hasHope(Event event, Node after) {
        if (event instanceof Event.Receive receive) {
            boolean current = receive.message().term() == after.currentTerm();
            return current
                    && (receive.message() instanceof AppendEntries
                            || receive.message() instanceof InstallSnapshot
                            || (receive.message() instanceof RequestVote request
                                    && after.votedFor().equals(Optional.of(request.from()))));
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
        return switch (timer) {
            case ELECTION -> List.of(new Event.Timeout(node));
            case HEARTBEAT -> send(node, state, p -> true);
            case SEND -> send(node, state, p -> isToBeSent(state, p));
            case CHECK_QUORUM -> List.of(new Event.CheckQuorum(node));
            case TRANSFER -> List.of(new Event.AbortTransfer(node));
            default -> throw new IllegalArgumentException("no timer " + timer);
        };
    }

    private static List<Event> send(NodeId node, Node state, Predicate<NodeId> which) {
        return state.leading().nextIndex().keySet().stream()
                .sorted()
                .filter(which)
                .<Event>map(p -> new Event.SendAppendEntries(node, p))
                .toList();
    }

    /** Whether there is something that a member may lack, and flow control lets it be sent. */
    private boolean isToBeSent(Node leader, NodeId p) {
        int next = leader.leading().nextIndex().get(p);
        return next
                <= Math.min(
                        leader.log().lastIndex(), leader.leading().matchIndex().get(p) + window);
    }
}
