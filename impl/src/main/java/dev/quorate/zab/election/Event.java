package dev.quorate.zab.election;

import dev.quorate.core.NodeId;
import dev.quorate.zab.Zxid;

/** What can happen at a server: the spec's actions, with their arguments. */
public sealed interface Event {
    /** The server where it happens. */
    NodeId node();

    /**
     * The server looks for a leader, with what it has on disk.
     *
     * @param epoch its current epoch
     * @param zxid the last zxid of its history
     */
    record LookForLeader(NodeId node, int epoch, Zxid zxid) implements Event {}

    /** The server has not heard enough for a while. */
    record SendNotification(NodeId node) implements Event {}

    /** The wait for a better vote is over. */
    record Decide(NodeId node) implements Event {}

    /** The server has stopped, and starts again. */
    record Restart(NodeId node) implements Event {}

    /** A message arrives. */
    record Receive(NodeId node, Message message) implements Event {
        public Receive {
            if (!message.to().contains(node)) {
                throw new IllegalArgumentException(node + " receives a message to " + message.to());
            }
        }
    }
}
