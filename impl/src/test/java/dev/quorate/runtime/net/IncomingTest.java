package dev.quorate.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** One stream from a peer at a time, whatever its connections do in the meantime. */
class IncomingTest {
    private final Recorder recorder = new Recorder();
    private final Incoming incoming = new Incoming(Nodes.N1, recorder);
    private final EmbeddedChannel older = new EmbeddedChannel();
    private final EmbeddedChannel newer = new EmbeddedChannel();
    private final Heartbeat fresh = new Heartbeat(Limits.DEFAULT);

    @Test
    void whatTheOlderConnectionStillBringsIsNotDelivered() {
        incoming.claim(older, fresh, 7);
        incoming.deliver(older, Nodes.bytes("a"));
        incoming.claim(newer, fresh, 7);
        incoming.deliver(newer, Nodes.bytes("b"));
        incoming.deliver(older, Nodes.bytes("late"));
        incoming.gone(older);
        incoming.deliver(newer, Nodes.bytes("c"));
        assertEquals("[1:a, 1:b, 1:c]", recorder.received.toString());
        assertEquals("[opened 1, closed 1, opened 1]", recorder.events.toString());
        assertFalse(older.isActive(), "the older connection is left open");
    }

    @Test
    void anotherProcessHasToWaitForTheEndOfTheFirst() {
        incoming.claim(older, fresh, 7);
        assertTrue(incoming.claim(newer, fresh, 8).isPresent());
        Channels.close(older);
        assertTrue(incoming.claim(newer, fresh, 8).isEmpty());
        assertEquals("[opened 1, closed 1, opened 1]", recorder.events.toString());
    }
}
