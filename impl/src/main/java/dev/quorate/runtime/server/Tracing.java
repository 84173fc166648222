package dev.quorate.runtime.server;

import dev.quorate.core.NodeId;
import dev.quorate.runtime.Engine;
import dev.quorate.runtime.Tracer;

/** Who writes down what a server's replica does, whatever its protocol is. */
public interface Tracing {
    /** Who writes down what this node does. */
    <S, E, M> Tracer<S, E, M> tracer(NodeId node, Engine<S, E, M> engine);

    /** Nobody. */
    static Tracing none() {
        return new Tracing() {
            @Override
            public <S, E, M> Tracer<S, E, M> tracer(NodeId node, Engine<S, E, M> engine) {
                return Tracer.none();
            }
        };
    }
}
