package dev.quorate.conformance.primarybackup;

import dev.quorate.conformance.Faults;
import dev.quorate.conformance.binding.World;
import dev.quorate.core.NodeId;
import dev.quorate.replication.primarybackup.Event;
import dev.quorate.replication.primarybackup.Message;
import dev.quorate.replication.primarybackup.Message.Copy;
import dev.quorate.replication.primarybackup.Node;
import dev.quorate.runtime.Timing;
import java.util.List;

/**
 * A failure detector as it is built: who is silent for too long is taken for dead. A backup that hears no copy takes over; a
 * primary that hears no answer goes on without the backup.
 */
final class Timeouts implements Timing<Node, Event> {
    private static final int SEND = 0;
    private static final int SUSPECT = 1;

    private static final long SEND_INTERVAL = 20_000;
    private static final long PATIENCE_MIN = 600_000;
    private static final long PATIENCE_MAX = 900_000;

    private Timeouts() {}

    /** The same world with this failure detector, in which nobody stops for good. */
    static <G> World<Node, Event, Message, G> in(World<Node, Event, Message, G> world) {
        return Faults.timed(world, new Timeouts());
    }

    @Override
    public int timers() {
        return 2;
    }

    @Override
    public void started(Timers timers) {
        // Nobody has been heard of yet.
    }

    @Override
    public void stepped(Node before, Event event, Node after, Timers timers) {
        boolean waits = !after.awaited().isEmpty();
        boolean begins = waits && before.awaited().isEmpty();
        boolean hears = event instanceof Event.Receive receive && receive.message() instanceof Copy;
        if (begins || event instanceof Event.SendCopy) {
            timers.start(SEND, SEND_INTERVAL, SEND_INTERVAL);
        }
        if (begins || hears) {
            timers.start(SUSPECT, PATIENCE_MIN, PATIENCE_MAX);
        } else if (!waits && !before.awaited().isEmpty()) {
            timers.stop(SUSPECT);
        }
        if (!waits) {
            timers.stop(SEND);
        }
    }

    @Override
    public List<Event> due(NodeId node, int timer, Node state) {
        if (timer == SEND) {
            return List.of(new Event.SendCopy(node));
        } else if (state.primary().equals(node)) {
            return state.awaited().stream()
                    .sorted()
                    .<Event>map(backup -> new Event.Exclude(node, backup))
                    .toList();
        }
        return List.of(new Event.TakeOver(node));
    }
}
