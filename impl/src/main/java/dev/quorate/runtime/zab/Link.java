package dev.quorate.runtime.zab;

import dev.quorate.zab.broadcast.Message;
import java.util.Optional;

/**
 * One end of a connection, over a network that may lose messages, but not change their order. They are numbered from 1 in each
 * direction. Who misses one hangs up: to Zab, a connection keeps what it has taken and its order, or it ends.
 *
 * @param sent how many messages have been sent on it
 * @param received how many have been received
 * @param heard whether something has come since {@link ServerEvent.CheckQuorum} last looked
 * @param waiting the first message, until it can be received: it may come before the server knows that it leads
 */
record Link(Connection connection, long sent, long received, boolean heard, Optional<Message> waiting) {
    /** To whom this server has called. */
    static Link calling(Connection connection) {
        return new Link(connection, 0, 0, false, Optional.empty());
    }

    /** From whom this server is called, with a message. */
    static Link called(Connection connection, Optional<Message> waiting) {
        return new Link(connection, 0, 1, true, waiting);
    }

    Link withSent() {
        return new Link(connection, sent + 1, received, heard, waiting);
    }

    Link withReceived() {
        return new Link(connection, sent, received + 1, true, waiting);
    }

    Link withHeard(boolean value) {
        return new Link(connection, sent, received, value, waiting);
    }

    Link withoutWaiting() {
        return new Link(connection, sent, received, heard, Optional.empty());
    }
}
