package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;

/**
 * How a protocol's states and messages are bytes. What is durable of a state is exactly what the spec's Restart keeps: for any run,
 * {@code step(replayed, restart)} is {@code step(state, restart)}, where {@code replayed} comes of the initial state, or of a
 * checkpoint, by the records of all steps since.
 *
 * <p>Whatever bytes are read, {@link Decoder.MalformedException} is the only thing that is thrown.
 *
 * @param <S> the local state of a node
 * @param <E> the events at a node
 * @param <M> the messages
 */
public interface Codec<S, E, M> {
    /** Writes what a step changes of what is durable, as one record or several after each other; nothing, if it changes nothing. */
    void changes(S before, E event, S after, Encoder out);

    /** A state with what the next record says. The records of a step are read all, or none: they are on disk together. */
    S replay(NodeId node, S state, Decoder in);

    /** Writes all that is durable of a state. */
    void checkpoint(S state, Encoder out);

    /** A state of which a checkpoint has all that is durable. */
    S restore(NodeId node, Decoder checkpoint);

    void encode(M message, Encoder out);

    M decode(Decoder in);
}
