package dev.quorate.runtime;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.wire.Decoder;
import dev.quorate.runtime.wire.Encoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A message on its way, with what its sender had seen.
 *
 * @param clock how many events of each node; empty if nobody writes down what happens
 */
record Envelope<M>(M message, Map<NodeId, Long> clock) {
    static <M> void write(M message, Map<NodeId, Long> clock, Codec<?, ?, M> codec, Encoder out) {
        out.number(clock.size());
        clock.forEach((node, count) -> out.text(node.name()).number(count));
        codec.encode(message, out);
    }

    static <M> Envelope<M> read(ByteBuffer payload, Codec<?, ?, M> codec) {
        Decoder in = new Decoder(payload);
        Map<NodeId, Long> clock = new HashMap<>();
        for (int rest = in.natural(); rest > 0; rest--) {
            clock.put(new NodeId(in.text()), in.number());
        }
        return new Envelope<>(codec.decode(in), clock);
    }
}
