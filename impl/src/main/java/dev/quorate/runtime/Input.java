package dev.quorate.runtime;

import dev.quorate.core.Command;
import dev.quorate.core.NodeId;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** What comes to a replica from outside. Who waits for a reply is told once, by the replica's thread, which it must not hold up. */
public sealed interface Input {
    /** Another replica's message, as {@link Replica.Network#send} got it. */
    record Received(ByteBuffer payload) implements Input {}

    /** A client's command. The same command may come again: it is the same. */
    record Submit(Command command, Consumer<Reply> reply) implements Input {}

    /** A client wants to see the state as of now, or later, which is linearizable. */
    record Read(Consumer<Reply> reply) implements Input {}

    /** An administrator wants another replica to lead. */
    record Transfer(NodeId to, Consumer<Reply> reply) implements Input {}
}
